const me = 'sub_7f0c8f9e-7f43-4c11-9a63-08f1c1f7a3d1';
const nothingMore = { isAtLeast: false, late: 0, unseen: 0, dueAt: null, id: null, names: [], gaps: [] };

/** What waits: something late that no list can prove, something nobody can see, and something there is time for. */
export const duties = {
  items: [
    {
      ...nothingMore,
      ...{ kind: 'leavers-late', urgency: 'late', count: 3, late: 3, unseen: 1 },
      dueAt: '2026-11-20T10:00:00.000Z',
      gaps: ['the list of people is not whole: the export ends in the middle'],
    },
    { ...nothingMore, kind: 'attestations-out', urgency: 'unknown', count: 1, id: 'x:brand', names: ['X'] },
    { ...nothingMore, kind: 'requests-waiting', urgency: 'due', count: 2, names: ['helpdesk', 'shop'] },
  ],
};

export const noDuties = { items: [] };

const file = {
  knownAs: 'Zendesk team members',
  ...{ pull: 'pul_1', connection: 'con_1', phase: null, progress: null, error: null, lists: [] },
};
const list = { rejected: 0, isWhole: true, reasons: [] };

export const importBatch = {
  id: 'imp_1',
  orderedAt: '2026-11-21T10:00:00.000Z',
  orderedBy: me,
  state: 'ended',
  endedAt: '2026-11-21T10:01:00.000Z',
  files: [
    {
      ...{ ...file, place: 0, name: 'team.csv', state: 'read' },
      lists: [{ ...list, kind: 'account', scope: 'zendesk', items: 31 }],
    },
    {
      ...{ ...file, place: 1, name: 'members.csv', state: 'partly', knownAs: null },
      lists: [
        {
          kind: 'account',
          scope: 'slack',
          items: 50,
          rejected: 2,
          isWhole: false,
          reasons: ['the export ends early'],
        },
      ],
    },
    {
      ...{ ...file, place: 2, name: 'cut.xlsx', state: 'failed' },
      error: {
        code: 'source-truncated',
        message: 'the workbook ends in the middle',
        hint: 'export it again',
      },
    },
    { ...file, place: 3, name: 'late.csv', state: 'cancelled', pull: null },
  ],
};

export const importBatches = { items: [importBatch], nextCursor: null };

export const fileMappings = {
  items: [
    {
      fingerprint: 'a'.repeat(64),
      connector: 'table',
      name: 'Desk staff',
      settings: {
        kind: 'account',
        system: 'desk',
        mapping: { login: 'Handle', roles: 'Level' },
        roles: { Boss: { administer: 'yes', export: 'yes', connect: 'no', publish: 'unknown' } },
      },
      savedBy: me,
      savedAt: '2026-11-20T10:00:00.000Z',
    },
  ],
};

const usual = { involuntaryHours: 4, criticalHours: 24, restBusinessDays: 5, roleChangeBusinessDays: 5 };

export const deadlines = {
  ...{ ...usual, criticalHours: 12 },
  usual,
  changed: { by: me, at: '2026-11-20T10:00:00.000Z', before: usual, position: 180 },
};

export const usualDeadlines = { ...usual, usual, changed: null };
