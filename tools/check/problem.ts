/** One thing that is wrong, and where: a path, with `:line` when there is one. */
export type Problem = { readonly where: string; readonly what: string };

/** One thing `npm run check` looks at. A file in `rules/` exports it as `rule`; nothing else lists it. */
export interface Rule {
  readonly name: string;
  /** Every problem there is; none means it was looked at and is in order. Throws when it could not look. */
  run(): Promise<readonly Problem[]>;
}
