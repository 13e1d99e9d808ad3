/** What an action does. Every action has exactly one kind; the sensitive ones are permitted by name, never as `write`. */
export const actionKinds = [
  'read',
  'write',
  'approve',
  'decline',
  'administer',
  'export',
  'reveal',
  'disclose',
  'erase',
  'rotate-key',
  'close-fork',
] as const;

export type ActionKind = (typeof actionKinds)[number];

/** What weighs so much that it asks for a second factor. */
export const decidingKinds: readonly ActionKind[] = actionKinds.filter(
  (kind) => !['read', 'write', 'decline', 'disclose'].includes(kind),
);

/**
 * Which part of the work a noun belongs to. A noun nobody put anywhere is `other`: owners, the ISMS owner, readers, auditors
 * and the command line reach it, nobody else, until it is given its place here.
 */
export const areas = {
  common: ['live', 'permission', 'policy', 'training', 'announcement'],
  evidence: [
    'item',
    'population',
    'finding',
    'control',
    'check',
    'framework',
    'occurrence',
    'deviation',
    'exception',
  ],
  sources: ['connection', 'connector', 'pull', 'upload', 'import', 'file-mapping'],
  people: [
    'subject',
    'person',
    'account',
    'access-list',
    'account-link',
    'agency',
    'system',
    'attestation',
    'brand-account',
    'shared-secret',
    'device',
    'leaver',
    'leave-report',
    'removal',
    'access-review',
    'access-request',
    'role-change',
    'data-class',
  ],
  'access-requests': ['access-request'],
  ledger: ['ledger', 'projection', 'anchor', 'anchor-target'],
  erasure: ['erasure', 'hold'],
  disclosure: ['export', 'reveal'],
  reveals: ['reveal'],
  names: ['name'],
  'mail-addresses': ['email'],
  phones: ['phone'],
  logins: ['login', 'handle'],
  'other-personal': ['personal'],
  texts: ['text'],
  keys: ['key'],
  administration: [
    'member',
    'grant',
    'session',
    'identity-provider',
    'sign-in-policy',
    'scim',
    'break-glass',
    'master-key',
    'audit-trail',
    'setting',
  ],
  desk: ['case', 'conversation', 'message', 'queue', 'channel', 'reply'],
  moderation: ['moderation', 'report', 'appeal', 'post'],
  registers: ['risk', 'asset', 'supplier', 'incident', 'statement', 'nonconformity'],
  audits: ['audit', 'window', 'package'],
  'audit-work': ['audit-draft', 'audit-request', 'sample'],
  'audit-drafts': ['audit-draft'],
  assurance: ['claim', 'trust-page', 'questionnaire'],
  other: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Area = keyof typeof areas;

// Object.entries forgets the names of the keys.
const areaEntries = Object.entries(areas) as readonly (readonly [Area, readonly string[]])[];

export function areasOf(action: string): readonly Area[] {
  const { noun } = partsOf(action);
  const found = areaEntries.filter(([, nouns]) => nouns.includes(noun)).map(([area]) => area);
  return found.length === 0 ? ['other'] : found;
}

const kindsByAction: Readonly<Record<string, ActionKind>> = {
  'ledger.rotate-key': 'rotate-key',
  'ledger.close-fork': 'close-fork',
  'package.create': 'export',
  // It states removals that no list proves by itself.
  'pull.confirm-shrink': 'approve',
};

const kindsByVerb: Readonly<Record<string, ActionKind>> = {
  read: 'read',
  list: 'read',
  approve: 'approve',
  lift: 'approve',
  review: 'approve',
  decline: 'decline',
  export: 'export',
  reveal: 'reveal',
  disclose: 'disclose',
};

const kindsByNoun: Readonly<Record<string, ActionKind>> = {
  export: 'export',
  reveal: 'reveal',
  'anchor-target': 'administer',
};

/** The kind follows from the words of the action, so a new route needs no new policy. */
export function kindOf(action: string): ActionKind {
  const { noun, verb } = partsOf(action);
  return kindsByAction[action] ?? kindsByVerb[verb] ?? kindsByNoun[noun] ?? kindByArea(areasOf(action));
}

function kindByArea(found: readonly Area[]): ActionKind {
  if (found.includes('administration') || found.includes('keys')) return 'administer';
  return found.includes('erasure') ? 'erase' : 'write';
}

function partsOf(action: string): { readonly noun: string; readonly verb: string } {
  const dot = action.lastIndexOf('.');
  return { noun: action.slice(0, dot), verb: action.slice(dot + 1) };
}
