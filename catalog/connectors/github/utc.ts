/** The same instant in the one way facts write it. The text was checked to be an instant before. */
export function utc(instant: string): string {
  return new Date(instant).toISOString();
}
