import { dangerousRights } from '@daybook/kit';
import { everyRight, type FourRights, joinRights, type RightState } from './four-rights.ts';
import type { AccountTold, CredentialTold, GrantTold, Part } from './told-part.ts';

/** Everything by which one holder acts on one system, joined. */
export type FoldedCell = {
  readonly rights: FourRights;
  /** False: the account is disabled, and no token or partner is left beside it. */
  readonly canAct: boolean;
  /** Null where only grants or tokens are told. */
  readonly accountKind: string | null;
  readonly isEnabled: RightState;
  readonly roles: readonly string[];
  readonly ways: readonly string[];
  readonly grants: number;
  readonly tokens: number;
  readonly lastSeenAt: string | null;
  /** The newest of what it rests on. */
  readonly observedAt: string;
  readonly position: number;
  readonly connections: readonly string[];
  readonly lists: readonly string[];
};

/** Null where nothing is left of it. `tellsGrants`: an account of this system that has no grant is known to have none. */
export function foldCell(
  parts: readonly Part[],
  { tellsGrants }: { tellsGrants: boolean },
): FoldedCell | null {
  const newest = parts.reduce<Part | null>(
    (best, part) => (best === null || part.position > best.position ? part : best),
    null,
  );
  if (newest === null) return null;
  const accounts = parts.flatMap((part) => (part.kind === 'account' ? [part.told] : []));
  const grants = parts.flatMap((part) => (part.kind === 'grant' ? [part.told] : [])).filter(inForce);
  const tokens = parts.flatMap((part) => (part.kind === 'credential' ? [part.told] : [])).filter(active);
  const hasGrants = parts.some(({ kind }) => kind === 'grant');
  return {
    rights: rightsFrom(grants, { isKnownWithout: hasGrants || (accounts.length > 0 && tellsGrants) }),
    canAct: canAct(accounts, grants, tokens),
    accountKind:
      accounts.find((account) => account !== null)?.kind ?? (accounts.length > 0 ? 'unknown' : null),
    isEnabled: enabled(accounts),
    roles: distinct([
      ...accounts.flatMap((one) => one?.roles ?? []),
      ...grants.flatMap((one) => one?.role ?? []),
    ]),
    ways: distinct([...grants.map((one) => one?.path ?? 'unknown'), ...tokens.map(() => 'token')]),
    grants: grants.length,
    tokens: tokens.length,
    lastSeenAt: latest([...accounts.map((one) => one?.lastSeenAt), ...tokens.map((one) => one?.lastUsedAt)]),
    observedAt: newest.observedAt,
    position: newest.position,
    connections: distinct(parts.flatMap((part) => part.connections)),
    lists: distinct(parts.map(({ kind, scope }) => `${kind} ${scope}`)),
  };
}

/** What was erased may well be in force. */
function inForce(grant: GrantTold | null): boolean {
  return grant === null || grant.isInForce !== false;
}

function active(token: CredentialTold | null): boolean {
  return token === null || token.isActive !== false;
}

function rightsFrom(
  grants: readonly (GrantTold | null)[],
  { isKnownWithout }: { isKnownWithout: boolean },
): FourRights {
  if (grants.length === 0) return everyRight(isKnownWithout ? 'no' : 'unknown');
  return joinRights(grants.map(rightsOfGrant));
}

function rightsOfGrant(grant: GrantTold | null): FourRights {
  const state = (right: (typeof dangerousRights)[number]): RightState => {
    if (grant === null) return 'unknown';
    if (grant.rights === 'unknown') return grant.surely.includes(right) ? 'yes' : 'unknown';
    return grant.rights.includes(right) ? 'yes' : 'no';
  };
  const [administer, exporting, connect, publish] = dangerousRights.map(state);
  return {
    administer: administer ?? 'unknown',
    export: exporting ?? 'unknown',
    connect: connect ?? 'unknown',
    publish: publish ?? 'unknown',
  };
}

/** A token, or the way of a partner, outlives the account it was made with. */
function canAct(
  accounts: readonly (AccountTold | null)[],
  grants: readonly (GrantTold | null)[],
  tokens: readonly (CredentialTold | null)[],
): boolean {
  if (accounts.some((account) => account?.isEnabled !== false)) return true;
  if (tokens.length > 0) return true;
  const outliving = accounts.length === 0 ? grants : grants.filter((one) => one?.path === 'token');
  return outliving.length > 0;
}

function enabled(accounts: readonly (AccountTold | null)[]): RightState {
  if (accounts.some((account) => account?.isEnabled === true)) return 'yes';
  const isDisabled = accounts.length > 0 && accounts.every((account) => account?.isEnabled === false);
  return isDisabled ? 'no' : 'unknown';
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}

function latest(instants: readonly (string | null | undefined)[]): string | null {
  return instants.reduce<string | null>((last, at) => (at && (last === null || at > last) ? at : last), null);
}
