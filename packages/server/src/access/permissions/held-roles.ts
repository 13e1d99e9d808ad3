import type { Role } from './role.ts';

/** Where a grant counts: every part it names must be the same on the thing acted on. Empty means everywhere. */
export type Scope = {
  readonly system?: string;
  readonly channel?: string;
  readonly queue?: string;
  readonly team?: string;
  readonly sensitivity?: string;
};

export const scopeParts = ['system', 'channel', 'queue', 'team', 'sensitivity'] as const;

/** A role somebody holds beside their own one: for a time, in a scope. Instants; `until` is not included, null is open. */
export type HeldGrant = {
  readonly id: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly from: string;
  readonly until: string | null;
};

/** Ends by itself: from `until` on the grant is nothing. */
export function isInForce({ from, until }: Pick<HeldGrant, 'from' | 'until'>, now: string): boolean {
  const at = Date.parse(now);
  return Date.parse(from) <= at && (until === null || at < Date.parse(until));
}

export function covers(scope: Scope, place: Scope): boolean {
  return scopeParts.every((part) => scope[part] === undefined || scope[part] === place[part]);
}

export type EffectiveRoles = {
  readonly roles: readonly Role[];
  /** Sensitivities a grant in force names; each covers what is marked with it. */
  readonly clearances: readonly string[];
  /** Grants that brought something. */
  readonly via: readonly string[];
};

/** The roles that count for one thing at one time: one's own, and those of grants in force whose scope covers it. */
export function effectiveRoles(
  { role, grants }: { readonly role: Role; readonly grants: readonly HeldGrant[] },
  place: Scope,
  now: string,
): EffectiveRoles {
  const counting = grants.filter((grant) => isInForce(grant, now) && covers(grant.scope, place));
  const clearances = counting.flatMap(({ scope }) => scope.sensitivity ?? []);
  return {
    roles: [...new Set([role, ...counting.map((grant) => grant.role)])].sort(),
    clearances: [...new Set(clearances)].sort(),
    via: counting.map((grant) => grant.id),
  };
}
