import type { FrameworkDetail, PopulationReport, RequirementState, Ribbon } from '@daybook/client';

export const sampleCounts = { pass: 198, fail: 3, unknown: 11, notApplicable: 2 };

const ribbonStates = [
  'unobserved',
  'effective',
  'not-observable',
  'not-effective',
  'not-tested',
  'effective-with-deviations',
] as const;

export const sampleRibbon: Ribbon = {
  from: '2026-08-23',
  to: '2026-11-21',
  days: Array.from({ length: 90 }, (_, index) => {
    const day = new Date(Date.UTC(2026, 7, 23 + index)).toISOString().slice(0, 10);
    const state =
      ribbonStates[
        index < 14
          ? 0
          : index < 20
            ? 4
            : index < 52
              ? 1
              : index < 60
                ? 2
                : index < 66
                  ? 3
                  : index < 70
                    ? 5
                    : 1
      ];
    return { day, state: state ?? 'unobserved', counts: state === 'unobserved' ? null : sampleCounts };
  }),
};

const states: readonly RequirementState[] = [
  'failing',
  'unknown',
  'not-covered',
  'not-covered',
  'not-evidenced',
  'partly-covered',
  'operating',
];

export const sampleFramework: Pick<FrameworkDetail, 'id' | 'requirements'> = {
  id: 'sample',
  requirements: [
    {
      id: 'X',
      title: 'A part of a framework',
      parent: null,
      level: 'part',
      assessable: false,
      state: null,
      controls: [],
    },
    ...states.map((state, index) => ({
      id: `X.${index + 1}`,
      title: `Requirement ${index + 1}`,
      parent: 'X',
      level: 'clause',
      assessable: true,
      state,
      controls: [],
    })),
  ],
};

export const samplePath = {
  leaf: '9f2b71c0a4d3',
  nodes: [
    { hash: '51aa03f7c2e8', side: 'left', sibling: '07bd2e19aa54' },
    { hash: 'c3d911b0f7e2', side: 'right', sibling: 'e8103c5f6b7a' },
    { hash: '2b64f0e9d178', side: 'right', sibling: '6a7f90c1d3b2' },
  ],
  checkpoint: 'Signed checkpoint over 8 entries',
  anchor: 'witness.example/auditor',
  label: 'Path from the leaf over 3 steps to the signed root',
  holds: true,
} as const;

export const sampleReport: PopulationReport = {
  kind: 'change',
  scope: 'git.example/team/store',
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

export const sampleValue = {
  branch: 'main',
  isProtected: 'unknown',
  requiredApprovals: 1,
  reviewers: ['sub_1', 'sub_2'],
  mergedBy: null,
};
