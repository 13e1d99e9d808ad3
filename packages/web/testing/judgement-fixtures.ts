import type {
  ControlDetail,
  ControlStatus,
  Finding,
  FrameworkDetail,
  Requirement,
  RequirementDetail,
  RequirementState,
  Ribbon,
} from '@daybook/client';
import { broken, population, scope } from './fixtures.ts';

/** What controls, checks and frameworks say over the sources of `fixtures.ts`. */

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
      erased: { items: 0, of: 0 },
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
      erased: { items: 2, of: 37 },
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
      erased: { items: 0, of: 0 },
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
      erased: { items: 0, of: 0 },
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
  note: null,
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
  note: null,
  controls: [
    {
      ...reviewed,
      covers: 'part',
      part: 'Changes to source code are approved by a second person.',
      statement: control.statement,
    },
  ],
};
