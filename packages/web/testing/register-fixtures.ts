import type {
  Agency,
  AgencyDetail,
  ListedSystem,
  OwnedAccount,
  SystemChannel,
  SystemDetail,
} from '@daybook/client';
import type { Gain, Request, RoleChange, Template } from '../src/pages/access-requests/use-requests.ts';
import { subject } from './fixtures.ts';

/** Systems and how their lists are had, agencies, accounts that wait for somebody, and what was asked for. */

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';
const leaver = 'sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1';
const ada = { subject, name: 'Ada Example' };
const kim = { subject: other, name: 'Kim Example' };

const channel: SystemChannel = {
  id: 'x',
  name: 'X',
  kind: 'channel',
  means: 'attested',
  lists: 'Nobody tells who may post: look at the delegates in the settings.',
  fallback: 'Two people write down who may post.',
  log: 'No log of sign-ins.',
  retentionDays: null,
  isUnproven: false,
};

export const systemChannels = {
  items: [
    channel,
    {
      ...channel,
      id: 'zendesk',
      name: 'Zendesk',
      kind: 'tool' as const,
      means: 'live' as const,
      isUnproven: true,
    },
  ],
};

const listed: ListedSystem = {
  system: 'helpdesk',
  name: 'Helpdesk',
  isRegistered: true,
  kind: 'tool',
  channel: null,
  owner: ada,
  means: 'live',
  had: 'live',
  state: 'whole',
  reasons: [],
  lastWholeAt: '2026-11-21T04:00:00.000Z',
  staleAt: '2026-11-23T04:00:00.000Z',
  accounts: 42,
  unknownAccounts: 3,
  signIns: { providerOnly: 30, besideLocal: 4, localOnly: 5, unknown: 3, unknownByProvider: 0 },
  logRetentionDays: 90,
  intervalHours: 24,
  reviewDays: 92,
  position: 205,
};

const attested: ListedSystem = {
  ...listed,
  system: 'x',
  name: 'X',
  kind: 'channel',
  channel,
  means: 'attested',
  had: 'attested',
  state: 'attested',
  accounts: 2,
  unknownAccounts: 0,
  signIns: { providerOnly: 0, besideLocal: 0, localOnly: 0, unknown: 2, unknownByProvider: 0 },
};

export const systems = {
  items: [
    listed,
    {
      ...listed,
      system: 'inbox',
      name: 'Shared inbox',
      state: 'not-whole',
      reasons: ['Page 4 of 9 was refused with 403: the token may not list accounts.'],
    },
    {
      ...listed,
      system: 'git.example/team',
      name: 'git.example/team',
      isRegistered: false,
      owner: null,
      state: 'never',
      means: null,
      had: null,
      lastWholeAt: null,
      staleAt: null,
      position: null,
      reviewDays: null,
    },
    attested,
  ] satisfies ListedSystem[],
  nextCursor: null,
};

const attestation: SystemDetail['attestations'][number] = {
  id: 'att_1',
  note: 'Settings, delegates, looked at together',
  madeBy: kim,
  madeAt: '2026-11-20T09:00:00.000Z',
  untilAt: '2026-12-20T09:00:00.000Z',
  confirmedBy: null,
  confirmedAt: null,
  withdrawnAt: null,
  state: 'waiting',
  holders: [
    { ...ada, role: 'owner', rights: ['administer', 'publish'] },
    { subject: leaver, name: 'Gil Example', role: 'delegate', rights: null },
  ],
  position: 244,
};

export const attestedSystem: SystemDetail = {
  ...attested,
  attestations: [
    attestation,
    {
      ...attestation,
      id: 'att_2',
      state: 'in-force',
      confirmedBy: ada,
      confirmedAt: '2026-11-01T09:00:00.000Z',
    },
    { ...attestation, id: 'att_3', state: 'run-out', holders: [] },
  ],
};

const agency: Agency = {
  id: 'agy_1',
  name: 'Northlight Agency',
  mailDomains: ['northlight.example'],
  systems: ['meta-business:brand'],
  engagementFrom: '2025-01-01',
  engagementUntil: '2026-12-11',
  contact: kim,
  note: '',
  state: 'ending',
  daysLeft: 20,
  endedAt: null,
  accounts: 3,
  run: null,
  openLists: ['meta-business:brand'],
  position: 198,
};

export const agencies = {
  items: [
    agency,
    {
      ...agency,
      id: 'agy_2',
      name: 'Southwind Agency',
      state: 'ended',
      daysLeft: null,
      endedAt: '2026-11-18T17:00:00.000Z',
      run: { id: 'lvr_2', items: 4, open: 4 },
      contact: null,
    },
  ] satisfies Agency[],
  nextCursor: null,
};

export const agencyDetail: AgencyDetail = {
  ...agency,
  access: [
    {
      layer: 'partner',
      what: 'grant',
      system: 'meta-business:brand',
      holder: { subject: leaver, name: 'Northlight Agency' },
      role: 'partner',
      position: 219,
    },
    { layer: 'individual', what: 'account', system: 'helpdesk', holder: kim, role: 'agent', position: 219 },
    {
      layer: 'token',
      what: 'credential',
      system: 'meta-business:brand',
      holder: { subject: leaver, name: 'report-bot' },
      role: null,
      position: 219,
    },
  ],
  accessTotal: 3,
};

const account: OwnedAccount = {
  system: 'helpdesk',
  holder: { subject: leaver, name: 'bjones' },
  isPresent: true,
  belongsTo: 'unknown',
  person: null,
  agency: null,
  custodian: null,
  reason: 'several-candidates',
  confidence: 'none',
  decidedBy: 'rule',
  candidates: [kim, ada],
  isGeneric: false,
  isRegistered: true,
  endsOn: null,
};

export const ownedAccounts = {
  items: [
    account,
    { ...account, holder: { subject: other, name: 'support' }, reason: 'generic-name', candidates: [] },
  ] satisfies OwnedAccount[],
  nextCursor: null,
};

const asked: Request = {
  id: 'req_1',
  subject: leaver,
  name: 'Gil Example',
  system: 'helpdesk',
  role: 'Team lead',
  rights: ['export', 'publish'],
  reason: 'Takes over the evening shift',
  isAboutPresent: true,
  until: '2027-01-31T23:59:59.000Z',
  state: 'waiting',
  isOver: true,
  requestedBy: other,
  requestedAt: '2026-10-12T08:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  position: 246,
};

export const accessRequests = {
  items: [
    asked,
    { ...asked, id: 'req_2', subject, name: 'Ada Example', isOver: false, isAboutPresent: false },
    {
      ...asked,
      id: 'req_3',
      requestedBy: subject,
      rights: [],
      until: null,
      isOver: false,
      isAboutPresent: false,
    },
    { ...asked, id: 'req_4', state: 'approved', decidedBy: subject, decidedAt: '2026-11-01T09:00:00.000Z' },
    { ...asked, id: 'req_5', state: 'declined', decidedBy: subject, decidedAt: '2026-11-01T09:00:00.000Z' },
  ] satisfies Request[],
  nextCursor: null,
  days: 14,
};

const gain: Gain = {
  system: 'helpdesk',
  grant: 'sub_44444444-7f43-4c11-9a63-08f1c1f7a3d1',
  ref: 'ref_1',
  person: other,
  name: 'Kim Example',
  role: 'admin',
  rights: ['administer', 'export'],
  isWidened: false,
  lastAbsentAt: '2026-11-19T04:00:00.000Z',
  firstSeenAt: '2026-11-20T04:00:00.000Z',
  position: 239,
  fit: 'no-request',
  request: null,
  approvedBy: null,
  approvedAt: null,
};

export const accessGains = {
  items: [
    gain,
    { ...gain, ref: 'ref_2', name: 'social-admin', person: null, rights: 'unknown', fit: 'person-unknown' },
    { ...gain, ref: 'ref_3', fit: 'order-unknown' },
    {
      ...gain,
      ref: 'ref_4',
      fit: 'ran-out',
      request: 'req_4',
      approvedBy: subject,
      approvedAt: '2026-11-01T09:00:00.000Z',
    },
  ] satisfies Gain[],
  nextCursor: null,
};

const change: RoleChange = {
  id: 'chg_1',
  person: other,
  name: 'Kim Example',
  fields: ['role', 'manager'],
  before: { role: 'agent', employer: null, manager: 'Lou Example' },
  after: { role: 'analyst', employer: null, manager: 'Ada Example' },
  seenAt: '2026-11-19T04:00:00.000Z',
  dueAt: '2026-11-26T17:00:00.000Z',
  position: 236,
  isSettled: false,
  isLate: false,
  rights: [
    {
      id: 'rem_11',
      system: 'helpdesk',
      what: 'grant',
      title: 'agent/Kim Example',
      state: 'open',
      lastSeenAt: null,
      firstAbsentAt: null,
    },
    {
      id: 'rem_12',
      system: 'x',
      what: 'account',
      title: 'Kim Example',
      state: 'attested',
      lastSeenAt: null,
      firstAbsentAt: null,
    },
    {
      id: 'rem_13',
      system: 'inbox',
      what: 'grant',
      title: 'agent/Kim Example',
      state: 'approved-again',
      lastSeenAt: null,
      firstAbsentAt: null,
    },
  ],
};

export const roleChanges = {
  items: [
    change,
    { ...change, id: 'chg_2', isLate: true, person: subject, name: 'Ada Example' },
    { ...change, id: 'chg_3', isSettled: true, rights: [] },
  ] satisfies RoleChange[],
  nextCursor: null,
};

export const roleTemplates = {
  items: [{ role: 'analyst', system: 'helpdesk', rights: ['export'], position: 230 }] satisfies Template[],
};

export const roleDrift = {
  items: [
    {
      system: 'helpdesk',
      needsReview: false,
      isWhole: true,
      people: [
        { name: 'Kim Example', person: other, role: 'analyst', beyond: ['administer'], untold: ['connect'] },
        { name: 'social-admin', person: null, role: null, beyond: ['publish'], untold: [] },
      ],
    },
    { system: 'inbox', needsReview: true, isWhole: false, people: [] },
  ],
  nextCursor: null,
};
