/** A unit of the catalog that must not be used. The message names the unit's folder and says what is wrong with it. */
export class CatalogError extends Error {
  readonly unit: string;

  constructor(unit: string, problem: string, cause?: unknown) {
    super(`catalog unit \`${unit}\` cannot be loaded: ${problem}`, cause === undefined ? {} : { cause });
    this.name = 'CatalogError';
    this.unit = unit;
  }
}
