import { type DangerousRight, dangerousRights } from '@daybook/kit';
import type { Rights } from '../reviews/review-item.ts';

export type RoleTemplate = {
  readonly role: string;
  readonly system: string;
  readonly rights: readonly DangerousRight[];
};

/** One account as far as templates ask. */
export type TemplatedAccount = {
  readonly person: string | null;
  readonly holder: string;
  /** The person's role by HR; null where nobody tells. */
  readonly role: string | null;
  readonly rights: Rights;
};

/** Somebody who may do more than their role, or of whom that cannot be told. */
export type Drift = {
  readonly person: string | null;
  readonly holder: string;
  readonly role: string | null;
  readonly beyond: readonly DangerousRight[];
  /** Rights the template leaves out and nobody can tell of. */
  readonly untold: readonly DangerousRight[];
};

/** Whether any role has a template for this system; without one it needs a review. */
export function hasTemplate(templates: readonly RoleTemplate[], system: string): boolean {
  return templates.some((template) => template.system === system);
}

/** Who is beyond their role's template on a system; a role without one there may hold nothing dangerous. */
export function driftOf(
  system: string,
  accounts: readonly TemplatedAccount[],
  templates: readonly RoleTemplate[],
): readonly Drift[] {
  const allowed = new Map(
    templates.filter((one) => one.system === system).map(({ role, rights }) => [role.toLowerCase(), rights]),
  );
  return accounts.flatMap(({ person, holder, role, rights }) => {
    if (person === null) return [];
    const own = allowed.get((role ?? '').toLowerCase()) ?? [];
    const outside = dangerousRights.filter((right) => !own.includes(right));
    const beyond = outside.filter((right) => rights[right] === 'yes');
    const untold = outside.filter((right) => rights[right] === 'unknown');
    return beyond.length + untold.length === 0 ? [] : [{ person, holder, role, beyond, untold }];
  });
}
