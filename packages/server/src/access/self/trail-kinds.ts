/** What an entry of the trail is about, in the order screens show it. */
export const trailKinds = ['sign-in', 'people', 'configuration', 'evidence', 'export', 'ledger'] as const;

export type TrailKind = (typeof trailKinds)[number];

type KindRule = {
  /** Beginnings of entry types. */
  readonly types: readonly string[];
  /** Whoever may not do this does not see that there are any. */
  readonly action: string;
};

export const kindRules: Readonly<Record<TrailKind, KindRule>> = {
  'sign-in': {
    types: ['session.', 'sign-in.', 'reset.', 'break-glass.used', 'break-glass.reviewed'],
    action: 'session.list',
  },
  people: {
    types: [
      'member.',
      'grant.',
      'permissions.',
      'api-key.',
      'passkey.',
      'second-factor.',
      'account.',
      'identity.',
      'account-link.',
      'agency.',
      'attestation.',
      'access-removal.',
      'leaver-run.',
      'leave-report.',
      'leave-form.',
      'removal-deadlines.',
      'scim-',
      'access-review.',
      'access-request.',
      'role-change.',
      'brand-account.',
      'shared-secret.',
      'device.',
    ],
    action: 'member.list',
  },
  configuration: {
    types: [
      'workspace.',
      'system.',
      'connection.',
      'file-mapping.',
      'setting.',
      'access-request-days.',
      'role-template.',
      'data-class.',
      'sign-in-policy.',
      'identity-provider.',
      'break-glass.',
      'anchor.target-',
      'master-key.',
    ],
    action: 'connection.list',
  },
  evidence: { types: ['pull.', 'check.'], action: 'item.list' },
  export: { types: ['package.', 'export.', 'export-limit.', 'value.', 'reveal.'], action: 'export.list' },
  ledger: {
    types: ['log.', 'key.', 'erasure.', 'payload.', 'hold.', 'anchor.receipt', 'projection.'],
    action: 'ledger.list',
  },
};

/** What sources were seen to hold is evidence, not an act of anyone: the ledger's own page lists it. */
export const typesLeftOut: readonly string[] = ['record.', 'identity.recorded'];

/** The most exact beginning decides; what has no place yet belongs to the ledger. Null for what the trail leaves out. */
export function kindOfType(type: string): TrailKind | null {
  if (typesLeftOut.some((prefix) => type.startsWith(prefix))) return null;
  let found: { readonly kind: TrailKind; readonly length: number } = { kind: 'ledger', length: 0 };
  for (const kind of trailKinds) {
    for (const prefix of kindRules[kind].types) {
      if (type.startsWith(prefix) && prefix.length > found.length) found = { kind, length: prefix.length };
    }
  }
  return found.kind;
}
