/** What a skeleton is made from: the folder it goes to, and the words that stand for `__name__` in its templates. */
export type Plan = {
  readonly folder: string;
  readonly words: Readonly<Record<string, string>>;
  readonly next: string;
};

/** What may be said besides the id: the control a check tests, the requirement a control answers. */
export type KindOptions = { readonly control?: string; readonly answers?: string };

/**
 * One kind of unit that `npm run new <kind> <id>` can begin. A file in `kinds/` exports it as `kind`; its templates are
 * the files of `templates/<name>/`, whose names and texts may both hold `__word__`.
 */
export interface Kind {
  readonly name: string;
  /** How the id looks, e.g. `<feature>/<verb>-<noun>`. */
  readonly idShape: string;
  /** Throws `WrongUse` when the id does not fit. */
  plan(id: string, options: KindOptions): Plan;
}

/** The command was called in a way that cannot work; the message says how it can. */
export class WrongUse extends Error {}

/** Throws `WrongUse` unless the id has the shape. */
export function requireShape(id: string, shape: RegExp, example: string): void {
  if (!shape.test(id)) throw new WrongUse(`\`${id}\` does not fit: it has to look like \`${example}\``);
}

/** `remote-desk` → `remoteDesk`. */
export function camelCase(id: string): string {
  return id.replace(/[-.](.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `remote-desk` → `Remote desk`. */
export function sentenceCase(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
