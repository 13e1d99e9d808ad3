import type { Connection, ConnectorCard, Population, PopulationReport, Pull, Session } from '@daybook/client';
import { actions as ledgerActions } from '../src/app/actions.ts';

/** Contract-shaped answers for every page and state; typed by the API's own description. */

export const scope = 'git.example/team/store';
export const subject = 'sub_5f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';

const actions: readonly string[] = [
  ...new Set(Object.values(ledgerActions)),
  'audit-trail.list',
  'break-glass.create',
  'break-glass.end',
  'break-glass.list',
  'break-glass.renew',
  'break-glass.review',
  'check.run',
  'connection.collect',
  'connection.create',
  'connection.list',
  'connection.read',
  'connector.list',
  'control.list',
  'control.read',
  'finding.list',
  'framework.list',
  'framework.read',
  'grant.approve',
  'grant.decline',
  'grant.list',
  'identity-provider.approve',
  'identity-provider.create',
  'identity-provider.list',
  'identity-provider.remove',
  'identity-provider.test',
  'identity-provider.verify',
  'import.create',
  'item.list',
  'item.read',
  'key.create',
  'key.end',
  'key.list',
  'ledger.list',
  'ledger.read',
  'live.read',
  'member.change',
  'member.create',
  'member.list',
  'member.remove',
  'member.reset',
  'package.create',
  'package.list',
  'package.read',
  'population.list',
  'pull.cancel',
  'pull.list',
  'pull.read',
  'scim.approve',
  'scim.change',
  'scim.create',
  'scim.decline',
  'scim.list',
  'scim.read',
  'scim.remove',
  'session.list',
  'sign-in-policy.approve',
  'sign-in-policy.change',
  'sign-in-policy.decline',
  'sign-in-policy.read',
  'session.revoke',
  'upload.create',
];

export const session: Session = {
  needsSetup: false,
  user: { id: 'usr_1', name: 'Ada Example', email: 'ada@example.test' },
  secondFactor: { enrolled: true, satisfied: true },
  methods: ['password'],
  workspaces: [
    {
      id: 'wsp_1',
      slug: 'default',
      name: 'Example Ltd',
      role: 'owner',
      isSample: false,
      subject,
      actions: [...actions],
      secondFactorRequired: true,
      mustUseSso: null,
    },
  ],
};

export const connectors: { items: ConnectorCard[] } = {
  items: [
    {
      id: 'git',
      name: 'Git repository',
      summary: 'Lets Daybook see every change on the trunk of a repository.',
      history: 'full',
      isUnproven: false,
      emits: ['change'],
      readsPath: true,
      fields: [
        {
          name: 'path',
          label: 'Folder',
          help: 'A clone on this machine.',
          input: 'path',
          isRequired: true,
          suggestion: '/srv/store',
        },
        {
          name: 'branch',
          label: 'Branch',
          help: 'Empty means the default.',
          input: 'text',
          isRequired: false,
          suggestion: null,
        },
      ],
    },
    {
      id: 'table',
      name: 'People and accounts from a file',
      summary: 'Lets Daybook see who works for you and which accounts exist.',
      history: 'none',
      isUnproven: true,
      emits: ['person', 'account'],
      readsPath: true,
      fields: [
        {
          name: 'path',
          label: 'File',
          help: 'CSV or JSON.',
          input: 'file',
          isRequired: true,
          suggestion: null,
        },
      ],
    },
  ],
};

export const population: Population = {
  kind: 'change',
  scope,
  items: 214,
  isComplete: true,
  reasons: [],
  lastCompleteAt: '2026-11-21T04:00:00.000Z',
  lastPullAt: '2026-11-21T04:00:00.000Z',
  staleAt: '2026-11-23T04:00:00.000Z',
  position: 219,
  connections: ['con_1'],
  attributes: { signed: 180 },
};

export const broken: Population = {
  ...population,
  kind: 'account',
  scope: 'crm',
  items: 37,
  isComplete: false,
  reasons: ['Page 4 of 9 was refused with 403: the token may not list accounts.'],
  lastCompleteAt: '2026-11-18T04:00:00.000Z',
};

export const report: PopulationReport = {
  kind: 'change',
  scope,
  query: 'git rev-list --first-parent origin/main',
  items: 214,
  added: 6,
  changed: 1,
  closed: 0,
  rejected: 0,
  duplicates: 0,
  complete: true,
  visible: true,
  reasons: [],
  pages: 1,
  first: '2024-02-01T10:00:00.000Z',
  last: '2026-11-20T16:21:00.000Z',
  sourceCount: 214,
  gaps: [],
  snapshotDigest: '5c'.repeat(32),
  attributes: { signed: 180, withReviewedBy: 12 },
  maxGapHours: 48,
};

const brokenReport: PopulationReport = {
  ...report,
  kind: 'account',
  scope: 'crm',
  complete: false,
  visible: false,
  reasons: [...broken.reasons],
  first: null,
  last: null,
  sourceCount: null,
  gaps: ['page 4'],
};

export const pull: Pull = {
  id: 'pul_1',
  connection: 'con_1',
  connector: 'git',
  state: 'completed',
  phase: 'ended',
  progress: { done: 214, total: 214, unit: 'commits' },
  startedAt: '2026-11-21T03:59:58.000Z',
  finishedAt: '2026-11-21T04:00:00.000Z',
  position: 219,
  populations: [report, brokenReport],
  error: null,
};

export const runningPull: Pull = {
  ...pull,
  state: 'running',
  phase: 'reading',
  progress: { done: 90, total: 214, unit: 'commits' },
  finishedAt: null,
  position: null,
  populations: [],
};

export const failedPull: Pull = {
  ...runningPull,
  state: 'failed',
  phase: 'ended',
  finishedAt: '2026-11-21T04:00:00.000Z',
  position: 220,
  error: {
    code: 'source-refused',
    message: 'the source refused the token',
    hint: 'make a new token with read access',
  },
};

export const connection: Connection = {
  id: 'con_1',
  connector: 'git',
  connectorName: 'Git repository',
  name: 'Store',
  description: '/srv/store',
  createdAt: '2026-11-01T08:00:00.000Z',
  isOwn: false,
  isUpload: false,
  lastPull: pull,
  populations: [population, broken],
};
