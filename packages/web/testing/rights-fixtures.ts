import { subject } from './fixtures.ts';

/** Roles that can be given, and what waits for a second person: asked for by another owner, by oneself, and decided. */

const weighty: readonly string[] = ['owner', 'administrator', 'auditor'];

const summaries: Readonly<Record<string, readonly [name: string, summary: string]>> = {
  owner: ['Owner', 'Answers for the workspace: may do everything, except what rules forbid to everyone.'],
  'isms-owner': ['ISMS owner', 'Runs the management system: keeps controls, registers and audits.'],
  administrator: ['Administrator', 'Looks after members, sign-in, keys and sources.'],
  'control-owner': ['Control owner', 'Performs controls and brings their evidence.'],
  manager: ['Manager', 'Reviews the access and the training of people.'],
  'support-lead': ['Support lead', 'Runs the operations desk and decides its cases.'],
  agent: ['Agent', 'Works on cases at the operations desk.'],
  moderator: ['Moderator', 'Moderates what others post; sees the desk.'],
  engineer: ['Engineer', 'Connects and repairs sources; sees controls and their evidence.'],
  employee: ['Employee', 'Sees the rules that hold for everyone, and what is recorded about themselves.'],
  auditor: ['Auditor', 'Sees the evidence and writes only drafts, samples and requests of the audit.'],
  buyer: ['Buyer', 'Sees what is published for customers, and nothing else.'],
  reader: ['Reader', 'Sees everything but drafts of auditors; changes and decides nothing.'],
  service: ['Service', 'The command line of an operating-system user.'],
};

export const permissions = {
  version: '6f1c0a5b9d3e7f2468ace013579bdf02468ace13579bdf0213579bdf02468ace',
  position: 4,
  policies: [
    {
      id: 'owner-may-everything',
      effect: 'permit',
      description: 'An owner may do everything in the workspace they own.',
      text: '@description("An owner may do everything in the workspace they own.")\npermit (principal in Role::"owner", action, resource);\n',
    },
    {
      id: 'requesters-never-approve',
      effect: 'forbid',
      description: 'Nobody approves what they asked for themselves.',
      text: '@description("Nobody approves what they asked for themselves.")\nforbid (principal, action in Action::"approve", resource);\n',
    },
  ],
  roles: Object.entries(summaries).map(([id, [name, summary]]) => ({
    id,
    name,
    summary,
    needsSecondPerson: weighty.includes(id),
    actions: [],
  })),
  actions: ['export.approve', 'item.list'],
  words: [
    { action: 'export.approve', kind: 'approve', area: 'disclosure', says: ['Approve an export'] },
    { action: 'item.list', kind: 'read', area: 'evidence', says: ['Items of one population'] },
  ],
};

export const permissionMatrix = {
  version: permissions.version,
  at: '2026-11-20T08:00:00.000Z',
  rows: permissions.words.map(({ action, kind, area }) => ({
    action,
    kind,
    area,
    cells: Object.fromEntries(
      Object.keys(summaries).map((role) => [
        role,
        role === 'owner' ? (kind === 'read' ? 'yes' : 'others') : 'no',
      ]),
    ),
  })),
  csv: 'action,kind,area,owner\r\n',
};

export const why = {
  allowed: false,
  reasons: [],
  missing: ['One of these roles, or a grant of one: Owner, ISMS owner.'],
};

export const who = {
  items: [{ subject, name: 'Ada Example', role: 'owner', via: ['role'], grants: [] }],
  nextCursor: null,
};

const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';
const employee = 'sub_8f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d3';

const asked = {
  kind: 'own-role',
  subject: employee,
  scope: {},
  from: '2026-11-20T08:00:00.000Z',
  until: null,
  state: 'waiting',
  requestedAt: '2026-11-20T08:00:00.000Z',
  approvedBy: null,
  decidedAt: null,
  endedAt: null,
};

export const grants = {
  items: [
    {
      ...asked,
      id: 'gra_3',
      role: 'administrator',
      reason: 'looks after the sources from now on',
      grantedBy: other,
      position: 12,
    },
    {
      ...asked,
      id: 'gra_2',
      kind: 'grant',
      role: 'auditor',
      scope: { team: 'store' },
      until: '2026-12-31T22:00:00.000Z',
      reason: 'the audit of this year',
      grantedBy: subject,
      position: 11,
    },
    {
      ...asked,
      id: 'gra_1',
      role: 'owner',
      reason: 'decided before',
      grantedBy: other,
      state: 'declined',
      decidedAt: '2026-11-20T09:00:00.000Z',
      position: 10,
    },
  ],
  nextCursor: null,
};
