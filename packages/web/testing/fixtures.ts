import type {
  Connection,
  ConnectorCard,
  ControlDetail,
  ControlStatus,
  EntryDetail,
  Finding,
  FrameworkDetail,
  ItemDetail,
  LedgerItem,
  LedgerState,
  Member,
  Package,
  Population,
  PopulationReport,
  Pull,
  Requirement,
  RequirementDetail,
  RequirementState,
  Ribbon,
  Session,
} from '@daybook/client';
import { signedEntry } from './signed-entry.ts';

/** Contract-shaped answers for every page and state; typed by the API's own description. */

const scope = 'git.example/team/store';
const subject = 'sub_5f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';

const actions: readonly string[] = [
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
  'import.create',
  'item.list',
  'item.read',
  'ledger.list',
  'ledger.read',
  'live.read',
  'member.create',
  'member.list',
  'package.create',
  'package.list',
  'package.read',
  'population.list',
  'pull.cancel',
  'pull.list',
  'pull.read',
  'upload.create',
];

export const session: Session = {
  needsSetup: false,
  user: { id: 'usr_1', name: 'Ada Example', email: 'ada@example.test' },
  workspaces: [
    {
      id: 'wsp_1',
      slug: 'default',
      name: 'Example Ltd',
      role: 'owner',
      isSample: false,
      actions: [...actions],
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

const broken: Population = {
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
  lastPull: pull,
  populations: [population, broken],
};

const counts = { pass: 198, fail: 3, unknown: 11, notApplicable: 2 };

export const controls: { items: ControlStatus[] } = {
  items: [
    {
      id: 'change-review',
      title: 'Changes are reviewed before they are merged',
      verdict: 'not-effective',
      counts,
      items: 214,
      reason: '3 of 212 changes fail; 198 pass and 11 are unknown.',
      next: 'Look at the 3 changes that fail.',
      evaluatedAt: '2026-11-21T04:00:01.000Z',
      position: 221,
    },
    {
      id: 'account-ownership',
      title: 'Every account belongs to a known, active person',
      verdict: 'not-observable',
      counts: { pass: 0, fail: 0, unknown: 37, notApplicable: 0 },
      items: 37,
      reason: '37 of 37 accounts cannot be judged: the list of accounts is not complete.',
      next: 'Collect the source again until its list of accounts is complete.',
      evaluatedAt: '2026-11-21T04:00:01.000Z',
      position: 222,
    },
    {
      id: 'branch-protection',
      title: 'The default branch is protected',
      verdict: 'effective',
      counts: { pass: 1, fail: 0, unknown: 0, notApplicable: 0 },
      items: 1,
      reason: 'The only one of the protected branches passes.',
      next: null,
      evaluatedAt: '2026-11-21T04:00:01.000Z',
      position: 223,
    },
    {
      id: 'multi-factor-authentication',
      title: 'People sign in with more than a password',
      verdict: 'not-tested',
      counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
      items: 0,
      reason: 'No source has listed any accounts yet.',
      next: 'Connect a source that lists accounts.',
      evaluatedAt: null,
      position: null,
    },
  ],
};

/** The first of the list above. */
const [reviewed] = controls.items as [ControlStatus];

export const control: ControlDetail = {
  ...reviewed,
  statement:
    'Every change on the default branch is approved by someone other than its author before it is merged.',
  why: 'One person alone can bring in a mistake or a back door.',
  checks: [
    {
      id: 'change-reviewed',
      version: 1,
      title: 'Change reviewed before merge',
      summary: 'An approval by someone else stands before the merge.',
      digest: 'd1'.repeat(32),
      population: 'change',
    },
  ],
  requirements: [
    {
      framework: 'iso-27001-2022',
      frameworkName: 'ISO/IEC 27001:2022',
      id: 'A.8.32',
      title: 'Change management',
      covers: 'part',
      part: 'Changes to source code are approved by a second person.',
    },
  ],
  populations: [population, broken],
};

const ribbonStates = ['unobserved', 'effective', 'not-observable', 'not-effective'] as const;

export const ribbon: Ribbon = {
  from: '2026-08-24',
  to: '2026-11-22',
  days: Array.from({ length: 90 }, (_, index) => {
    const state =
      ribbonStates[index < 20 ? 0 : index < 60 ? 1 : index < 70 ? 2 : index < 80 ? 3 : 1] ?? 'unobserved';
    const day = new Date(Date.UTC(2026, 7, 24 + index)).toISOString().slice(0, 10);
    return { day, state, counts: state === 'unobserved' ? null : counts };
  }),
};

const outcomes = ['fail', 'unknown', 'pass', 'not-applicable'] as const;

export const findings: { items: Finding[]; nextCursor: null; counts: typeof counts } = {
  items: Array.from({ length: 40 }, (_, index) => ({
    check: 'change-reviewed',
    version: 1,
    kind: 'change',
    scope,
    key: index.toString(16).padStart(40, '0'),
    title: `Change number ${index + 1} of the store`,
    outcome: outcomes[index % 4] ?? 'unknown',
    code: 'no-approval',
    reason: 'the source does not record how this change was reviewed',
    settle: 'connect GitHub',
    position: 100 + index,
    occurredAt: index % 5 === 0 ? null : '2026-11-20T16:21:00.000Z',
  })),
  nextCursor: null,
  counts,
};

const states: readonly RequirementState[] = [
  'failing',
  'unknown',
  'not-covered',
  'not-evidenced',
  'partly-covered',
  'operating',
];

const requirements: Requirement[] = [
  {
    id: 'A',
    title: 'Information security controls reference',
    parent: null,
    level: 'annex',
    assessable: false,
    state: null,
    controls: [],
  },
  {
    id: 'A.8',
    title: 'Technological controls',
    parent: 'A',
    level: 'theme',
    assessable: false,
    state: null,
    controls: [],
  },
  ...Array.from(
    { length: 34 },
    (_, index): Requirement => ({
      id: `A.8.${index + 1}`,
      title: `Requirement ${index + 1}`,
      parent: 'A.8',
      level: 'control',
      assessable: true,
      state: states[index % states.length] ?? 'unknown',
      controls: [],
    }),
  ),
];

export const framework: FrameworkDetail = {
  id: 'iso-27001-2022',
  name: 'ISO/IEC 27001:2022',
  title: 'Information security management systems',
  version: '2022',
  asOf: '2026-11-21T06:00:00.000Z',
  requirements,
};

export const frameworks = {
  items: [
    {
      id: framework.id,
      name: framework.name,
      title: framework.title,
      version: framework.version,
      requirements: 34,
      states: {
        failing: 6,
        unknown: 6,
        'not-covered': 6,
        'not-evidenced': 6,
        'partly-covered': 5,
        operating: 5,
      },
    },
  ],
};

export const requirement: RequirementDetail = {
  id: 'A.8.32',
  title: 'Change management',
  parent: 'A.8',
  level: 'control',
  assessable: true,
  state: 'failing',
  framework: framework.id,
  frameworkName: framework.name,
  asOf: framework.asOf,
  controls: [
    {
      ...reviewed,
      covers: 'part',
      part: 'Changes to source code are approved by a second person.',
      statement: control.statement,
    },
  ],
};

const change = {
  sha: 'ab'.repeat(20),
  title: 'Change number 1 of the store',
  committedAt: '2026-11-20T16:21:00.000Z',
  author: 'Ada Example',
  signature: 'unknown',
  pullRequests: [12],
  trailers: { reviewedBy: [], reviewedOn: [] },
};

export const items = {
  items: Array.from({ length: 300 }, (_, index) => ({
    kind: 'change',
    scope,
    key: index.toString(16).padStart(40, '0'),
    title: `Change number ${index + 1} of the store`,
    value: change,
    position: 2 + index,
    occurredAt: '2026-11-20T16:21:00.000Z',
    observedAt: '2026-11-21T04:00:00.000Z',
  })),
  nextCursor: null,
  total: 300,
};

export const item: ItemDetail = {
  kind: 'change',
  scope,
  key: change.sha,
  title: change.title,
  isGone: false,
  value: change,
  position: 7,
  history: [
    {
      connection: 'con_1',
      position: 7,
      supersededPosition: null,
      isGone: false,
      value: change,
      observedAt: '2026-11-21T04:00:00.000Z',
    },
    {
      connection: 'con_1',
      position: 3,
      supersededPosition: 7,
      isGone: false,
      value: { ...change, signature: 'none' },
      observedAt: '2026-11-20T04:00:00.000Z',
    },
  ],
};

const signed = signedEntry({ index: 5, size: 9, actor: subject });

export const entry: EntryDetail = signed.detail;

export const ledger: LedgerState = {
  log: {
    id: 'log_1',
    origin: signed.detail.log.origin,
    size: 9,
    root: signed.detail.proof.root,
    firstPosition: 0,
    verifierKey: signed.detail.log.verifierKey,
    lastRecordedAt: '2026-11-21T04:00:01.000Z',
  },
  checkpoint: {
    size: 9,
    root: signed.detail.proof.root,
    note: signed.detail.proof.checkpoint,
    signedAt: '2026-11-21T04:00:02.000Z',
  },
};

export const entries: { items: LedgerItem[]; nextCursor: null } = {
  items: Array.from({ length: 9 }, (_, index) => ({
    position: 8 - index,
    index: 8 - index,
    id: `ent_${8 - index}`,
    type: 'record.observed@1',
    recordedAt: '2026-11-21T04:00:01.000Z',
    observedAt: '2026-11-21T04:00:00.000Z',
    occurredAt: index % 2 === 0 ? null : '2026-11-20T16:21:00.000Z',
    actor: { id: subject, kind: 'system' },
    refs: ['con_1'],
    summary: 'A record was seen at its source',
  })),
  nextCursor: null,
};

export const members: { items: Member[]; nextCursor: null } = {
  items: [
    {
      subject,
      role: 'owner',
      name: 'Ada Example',
      email: 'ada@example.test',
      addedAt: '2026-11-01T08:00:00.000Z',
      position: 3,
    },
    {
      subject: subject.replace('5f', '6f'),
      role: 'service',
      name: null,
      email: null,
      addedAt: '2026-11-01T08:00:00.000Z',
      position: 4,
    },
  ],
  nextCursor: null,
};

export const packages: { items: Package[]; nextCursor: null } = {
  items: [
    {
      id: 'pkg_1',
      framework: framework.id,
      from: '2026-01-01',
      to: '2026-11-22',
      createdAt: '2026-11-21T05:00:00.000Z',
      entries: 224,
      digest: 'e7'.repeat(32),
      bytes: 1_234_567,
      checkpointSize: 224,
      position: 224,
    },
  ],
  nextCursor: null,
};
