/** One file that is derived from the code. A file in `documents/` exports it as `document`; nothing else lists it. */
export interface DerivedDocument {
  /** Relative to the root of the clone. */
  readonly path: string;
  /** The whole text; the same code always gives the same bytes. */
  render(): Promise<string>;
}

/** A Markdown table; a bar inside a cell is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
