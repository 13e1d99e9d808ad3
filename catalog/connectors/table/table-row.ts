/** One row as the file holds it. `where` names it for people, e.g. `line 12`. */
export type TableRow =
  | { readonly type: 'row'; readonly where: string; readonly cells: ReadonlyMap<string, string> }
  | { readonly type: 'broken'; readonly where: string; readonly reason: string };
