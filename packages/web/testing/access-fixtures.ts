import type {
  AccessCell,
  AccessPrincipal,
  BrandAccount,
  Device,
  SharedSecret,
  SystemColumn,
} from '@daybook/client';
import { subject } from './fixtures.ts';

/** Who can act as us: one of each sort, a list that is not whole, and a system that cannot tell. */

const stranger = 'sub_11111111-7f43-4c11-9a63-08f1c1f7a3d1';
const leaver = 'sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1';

const none = { yes: 0, unknown: 0 };

function column(system: string, change: Partial<SystemColumn> = {}): SystemColumn {
  return {
    system,
    name: system,
    list: 'whole',
    isGrantListWhole: true,
    reasons: [],
    lastCompleteAt: '2026-11-21T04:00:00.000Z',
    lastPullAt: '2026-11-21T04:00:00.000Z',
    staleAt: '2026-11-23T04:00:00.000Z',
    source: 'live',
    position: 219,
    holders: 42,
    disabled: 3,
    rights: {
      administer: { yes: 2, unknown: 0 },
      export: { yes: 4, unknown: 1 },
      connect: none,
      publish: { yes: 30, unknown: 0 },
    },
    ...change,
  };
}

export const accessSystems: { items: SystemColumn[]; peopleGaps: string[] } = {
  peopleGaps: [],
  items: [
    column('helpdesk', { name: 'Helpdesk' }),
    column('inbox', {
      name: 'Shared inbox',
      list: 'partial',
      isGrantListWhole: false,
      reasons: ['Page 4 of 9 was refused with 403: the token may not list accounts.'],
      lastCompleteAt: '2026-11-18T04:00:00.000Z',
      staleAt: null,
    }),
    column('meta-business:brand', { name: 'Business portfolio', source: 'import' }),
    column('x', {
      name: 'X',
      list: 'none',
      isGrantListWhole: false,
      reasons: ['nobody has told Daybook yet who has access to it: no list was read, imported or attested'],
      lastCompleteAt: null,
      lastPullAt: null,
      staleAt: null,
      source: null,
      position: null,
      holders: 0,
      disabled: 0,
      rights: { administer: none, export: none, connect: none, publish: none },
    }),
  ],
};

function cell(system: string, rights: AccessCell['rights'], change: Partial<AccessCell> = {}): AccessCell {
  return {
    system,
    holder: subject,
    rights,
    canAct: true,
    isEnabled: 'yes',
    accountKind: 'human',
    roles: ['agent'],
    ways: ['direct'],
    grants: 1,
    tokens: 0,
    lastSeenAt: '2026-11-20T09:00:00.000Z',
    observedAt: '2026-10-02T04:00:00.000Z',
    seenAt: '2026-11-21T04:00:00.000Z',
    position: 219,
    source: 'live',
    isComplete: true,
    ...change,
  };
}

const all = { administer: 'yes', export: 'yes', connect: 'yes', publish: 'yes' } as const;
const posts = { administer: 'no', export: 'no', connect: 'no', publish: 'yes' } as const;
const untold = { administer: 'unknown', export: 'unknown', connect: 'unknown', publish: 'yes' } as const;
const partial = { isComplete: false, seenAt: '2026-11-18T04:00:00.000Z' } as const;

const principals: AccessPrincipal[] = [
  {
    principal: stranger,
    name: 'social-admin',
    kind: 'unknown',
    state: 'unknown',
    endsOn: null,
    danger: 1_000_000_030,
    systems: 2,
    cells: [
      cell('meta-business:brand', all, { roles: ['admin'], source: 'import' }),
      cell('inbox', untold, partial),
    ],
  },
  {
    principal: leaver,
    name: 'Gil Example',
    kind: 'person',
    state: 'left',
    endsOn: '2026-11-14',
    danger: 1_000_002,
    systems: 2,
    cells: [cell('helpdesk', posts), cell('inbox', untold, { ...partial, ways: ['token'], tokens: 1 })],
  },
  {
    principal: 'agy_1',
    name: 'Northlight Agency',
    kind: 'agency',
    state: 'active',
    endsOn: '2027-01-31',
    danger: 30,
    systems: 1,
    cells: [cell('meta-business:brand', all, { roles: ['partner'], ways: ['partner'], source: 'import' })],
  },
  {
    principal: subject,
    name: 'Ada Example',
    kind: 'person',
    state: 'active',
    endsOn: null,
    danger: 30,
    systems: 2,
    cells: [
      cell('helpdesk', all, { roles: ['admin'] }),
      cell('inbox', posts, { canAct: false, isEnabled: 'no' }),
    ],
  },
  {
    principal: 'sub_33333333-7f43-4c11-9a63-08f1c1f7a3d1',
    name: 'reply-bot',
    kind: 'bot',
    state: 'active',
    endsOn: null,
    danger: 2,
    systems: 1,
    cells: [cell('helpdesk', posts, { accountKind: 'service', ways: ['token'], tokens: 1 })],
  },
];

export const accessList = {
  items: principals,
  nextCursor: null,
  totals: [
    { kind: 'agency', state: 'active', principals: 1 },
    { kind: 'bot', state: 'active', principals: 1 },
    { kind: 'person', state: 'active', principals: 1 },
    { kind: 'person', state: 'left', principals: 1 },
    { kind: 'unknown', state: 'unknown', principals: 1 },
  ],
};

const [, gil] = principals;

export const accessPrincipal = {
  ...gil,
  cells: (gil?.cells ?? []).map((one) => ({
    ...one,
    parts: [
      {
        kind: 'grant',
        scope: one.system,
        key: `${one.system}/4711`,
        words: 'agent',
        rights: one.system === 'inbox' ? 'unknown' : ['publish'],
        way: 'group',
        via: 'Support',
        isInForce: true,
        observedAt: '2026-10-02T04:00:00.000Z',
        position: 219,
      },
    ],
  })),
  maybeCells: [],
  goneCells: [{ system: 'forum', holder: leaver }],
  secrets: [
    {
      id: 'sec_1',
      name: 'Brand inbox',
      system: 'inbox',
      owner: subject,
      rotatedAt: '2026-06-01T00:00:00.000Z',
      position: 220,
    },
  ],
  devices: [
    { id: 'dev_1', name: 'Duty phone', model: null, isShared: true, signedInTo: ['x'], position: 221 },
  ],
  history: [
    {
      kind: 'account',
      scope: 'forum',
      key: `forum/${leaver}`,
      system: 'forum',
      what: 'gone',
      words: 'enabled account',
      at: '2026-11-16T04:00:00.000Z',
      position: 218,
    },
    {
      kind: 'grant',
      scope: 'helpdesk',
      key: 'helpdesk/4711',
      system: 'helpdesk',
      what: 'appeared',
      words: 'agent: publish',
      at: '2026-10-02T04:00:00.000Z',
      position: 101,
    },
  ],
};

const brandAccount: BrandAccount = {
  id: 'bra_1',
  system: 'x',
  account: '@example',
  custody: {
    owner: subject,
    administrators: [subject],
    delegates: 'unknown',
    secretKept: 'vault',
    secretCustodians: [subject],
    mfaMethod: 'app',
    mfaCustodians: [subject],
    recoveryMail: 'company',
    recoveryMailHolder: null,
    recoveryPhoneHolder: leaver,
    recoveryTestedAt: '2026-08-01T12:00:00.000Z',
    isOwnedByPortfolio: 'unknown',
  },
  heldByLeavers: [{ way: 'recovery-phone', subject: leaver, leftAt: '2026-11-15T00:00:00.000Z' }],
  standing: 'critical',
  confirmedBy: subject,
  confirmedAt: '2026-11-01T09:00:00.000Z',
  confirmedUntil: '2026-12-01T09:00:00.000Z',
  changedAt: '2026-11-01T09:00:00.000Z',
  changedBy: subject,
  position: 220,
  people: [
    { subject, name: 'Ada Example' },
    { subject: leaver, name: 'Gil Example' },
  ],
};

const { people, ...listed } = brandAccount;

const brandAccounts = { items: [listed], nextCursor: null, people };

const secret: SharedSecret = {
  id: 'sec_1',
  name: 'Brand inbox',
  system: 'inbox',
  owner: subject,
  knownBy: [subject, leaver],
  formerlyKnownBy: [],
  rotatedAt: '2026-06-01T00:00:00.000Z',
  isRotationKnown: true,
  lastKnowerLeftAt: '2026-11-15T00:00:00.000Z',
  dueAt: '2026-11-16T00:00:00.000Z',
  isDue: true,
  changedAt: '2026-06-01T00:00:00.000Z',
  position: 220,
};

const sharedSecrets = { items: [secret], nextCursor: null, people };

const device: Device = {
  id: 'dev_1',
  name: 'Duty phone',
  model: null,
  holders: [leaver],
  isShared: true,
  isCompanyOwned: 'yes',
  signedInTo: ['x'],
  returnedAt: null,
  changedAt: '2026-06-01T00:00:00.000Z',
  position: 221,
};

const devices = { items: [device], nextCursor: null, people };

export const custodyBodies = {
  '/brand-accounts': brandAccounts,
  '/brand-accounts/bra_1': brandAccount,
  '/shared-secrets': sharedSecrets,
  '/devices': devices,
};

export const emptyAccess = {
  '/access-list': { items: [], nextCursor: null, totals: [] },
  '/access-list/systems': { items: [], peopleGaps: [] },
  '/brand-accounts': { items: [], nextCursor: null, people: [] },
  '/shared-secrets': { items: [], nextCursor: null, people: [] },
  '/devices': { items: [], nextCursor: null, people: [] },
};
