import type { DangerousRight, FactOf } from '@daybook/kit';

export type PartKind = 'account' | 'grant' | 'credential';

/** What the list needs of an account. */
export type AccountTold = {
  readonly kind: FactOf<'account'>['accountKind'];
  readonly isEnabled: boolean | 'unknown';
  readonly lastSeenAt: string | null;
  readonly roles: readonly string[];
};

export type GrantTold = {
  readonly role: string;
  readonly rights: readonly DangerousRight[] | 'unknown';
  /** Of rights unknown as a whole those it surely gives. */
  readonly surely: readonly DangerousRight[];
  readonly path: NonNullable<FactOf<'grant'>['path']>;
  readonly via: string | null;
  readonly isInForce: boolean | 'unknown';
};

export type CredentialTold = {
  readonly credential: string;
  readonly isActive: boolean | 'unknown';
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
};

/** Null: what was told was erased; it is there, and nothing can be said of it. */
export type Told =
  | { readonly kind: 'account'; readonly told: AccountTold | null }
  | { readonly kind: 'grant'; readonly told: GrantTold | null }
  | { readonly kind: 'credential'; readonly told: CredentialTold | null };

export type Part = Told & {
  readonly scope: string;
  readonly key: string;
  readonly system: string;
  readonly holder: string;
  readonly connections: readonly string[];
  readonly position: number;
  readonly observedAt: string;
};

/** The holder of a token nobody owns, by which it is told from any person's. */
export function tokenHolder(system: string, credential: string): string {
  return `${tokenPrefix}${system}/${credential}`;
}

export const tokenPrefix = 'token:';

export type Placed = Told & { readonly system: string; readonly holder: string };

/** What a fact says for the list. */
export function toldOf(
  kind: PartKind,
  value: FactOf<'account'> | FactOf<'grant'> | FactOf<'credential'>,
): Placed {
  // The kind of a fact and the shape of its value go together; both come from one row.
  if (kind === 'account') return accountTold(value as FactOf<'account'>);
  if (kind === 'grant') return grantTold(value as FactOf<'grant'>);
  return credentialTold(value as FactOf<'credential'>);
}

function accountTold(value: FactOf<'account'>): Placed {
  const { system, holder, accountKind, isEnabled, lastSeenAt, roles } = value;
  return {
    kind: 'account',
    system,
    holder,
    told: { kind: accountKind, isEnabled, lastSeenAt: known(lastSeenAt), roles },
  };
}

function grantTold(value: FactOf<'grant'>): Placed {
  const { system, holder, role, rights, isInForce } = value;
  return {
    kind: 'grant',
    system,
    holder,
    told: {
      role,
      rights,
      surely: value.surely ?? [],
      path: value.path ?? 'unknown',
      via: value.via ?? null,
      isInForce,
    },
  };
}

function credentialTold(value: FactOf<'credential'>): Placed {
  const { system, owner, credential, isActive, lastUsedAt, expiresAt } = value;
  return {
    kind: 'credential',
    system,
    holder: owner ?? tokenHolder(system, credential),
    told: { credential, isActive, lastUsedAt: known(lastUsedAt), expiresAt: known(expiresAt) },
  };
}

function known(instant: string | null): string | null {
  return instant === 'unknown' ? null : instant;
}
