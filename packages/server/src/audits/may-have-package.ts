import type { MayDo, PersonalClass } from '../platform/index.ts';

const nameClasses = ['name', 'email', 'login', 'phone'] as const satisfies readonly PersonalClass[];

/** Classes of values a package may hold, for the permission of routes that make or hand it out. */
export const packageDiscloses = [...nameClasses, 'text'] as const;

/** A package cannot be masked afterwards: its file is for who may see everything in it. */
export function mayHavePackage(may: MayDo, hasNames: boolean): boolean {
  const held = hasNames ? packageDiscloses : (['text'] as const);
  return held.every((one) => may({ kind: 'evidence' }, `${one}.disclose`));
}
