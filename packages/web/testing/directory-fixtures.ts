import { subject } from './fixtures.ts';

/** An identity provider that keeps the members: connected, silent for days, and not there yet. */

const employee = 'sub_8f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d3';
const other = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d2';

const hourMs = 60 * 60 * 1000;

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * hourMs).toISOString();
}

const call = { subject: null, name: null, group: null, status: 200, outcome: '1 of 1' };

const calls = [
  { ...call, id: 'scl_6', at: hoursAgo(0.4), operation: 'user.list', outcome: '1 of 3' },
  {
    ...call,
    id: 'scl_5',
    at: hoursAgo(0.5),
    operation: 'user.patch',
    subject: employee,
    outcome: 'deactivated',
  },
  {
    ...call,
    id: 'scl_4',
    at: hoursAgo(0.6),
    operation: 'user.remove',
    subject,
    status: 403,
    outcome: 'refused: this is the last owner of the workspace: make somebody else an owner first',
  },
  {
    ...call,
    id: 'scl_3',
    at: hoursAgo(2),
    operation: 'group.patch',
    group: 'scg_1',
    outcome: '2 moved, role agent given to 2',
  },
  {
    ...call,
    id: 'scl_2',
    at: hoursAgo(3),
    operation: 'user.create',
    subject: employee,
    status: 201,
    outcome: 'created',
  },
  { ...call, id: 'scl_1', at: hoursAgo(4), operation: 'something.new', outcome: 'shown' },
];

export const directory = {
  endpoint: 'https://daybook.example/api/scim/scp_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1/v2',
  tokenState: 'in-force',
  token: {
    madeAt: hoursAgo(900),
    madeBy: subject,
    expiresAt: hoursAgo(-3_000),
    lastUsedAt: hoursAgo(0.4),
    position: 190,
  },
  formerTokens: 1,
  connection: 'connected',
  lastCallAt: hoursAgo(0.4),
  lastChangeAt: hoursAgo(0.5),
  lastRefusedAt: null,
  people: { active: 214, inactive: 9 },
  items: calls,
  nextCursor: 'scl_1',
};

export const silentDirectory = {
  ...directory,
  tokenState: 'expired',
  token: { ...directory.token, expiresAt: hoursAgo(100) },
  formerTokens: 0,
  connection: 'late',
  lastCallAt: hoursAgo(101),
  lastRefusedAt: hoursAgo(1),
};

export const noDirectory = {
  ...directory,
  endpoint: null,
  tokenState: 'none',
  token: null,
  formerTokens: 0,
  connection: 'never-connected',
  lastCallAt: null,
  lastChangeAt: null,
  people: { active: 0, inactive: 0 },
  items: [],
  nextCursor: null,
};

const group = {
  members: 42,
  role: null,
  mappedBy: null,
  approvedBy: null,
  askedRole: null,
  askedBy: null,
  askedAt: null,
};

export const directoryGroups = {
  items: [
    { ...group, id: 'scg_1', name: 'Support agents, Europe', role: 'agent', mappedBy: subject },
    { ...group, id: 'scg_2', name: 'Everybody', members: 214 },
    {
      ...group,
      id: 'scg_3',
      name: 'IT administration',
      members: 3,
      askedRole: 'administrator',
      askedBy: other,
      askedAt: hoursAgo(20),
    },
  ],
  nextCursor: null,
};
