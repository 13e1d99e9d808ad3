import type {
  AnchorRun,
  Anchors,
  LedgerHealth,
  LogKey,
  LogRow,
  LogStanding,
  Projection,
  Replay,
} from '@daybook/client';
import { ledger } from './record-fixtures.ts';

/** How the log stands, who outside vouches for it, its logs, keys and digests. */

const hourMs = 3_600_000;

/** Anchors are of the last days whenever the pages are looked at, so that the time line always shows them. */
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString();

export const standing: LogStanding = { state: 'open', fork: null, guardedAt: hoursAgo(1), sentence: null };

export const forkedStanding: LogStanding = {
  state: 'forked',
  fork: {
    knownBy: 'this machine',
    knownSize: 4_711,
    knownRoot: ledger.checkpoint?.root ?? null,
    knownAt: hoursAgo(30),
    foundSize: 9,
    foundRoot: ledger.log.root,
  },
  guardedAt: hoursAgo(30),
  sentence: 'This machine remembers 4,711 entries; 9 are here.',
};

export const unguardedStanding: LogStanding = {
  state: 'unguarded',
  fork: null,
  guardedAt: null,
  sentence: 'No memory of the log is kept outside the data folder.',
};

export const logKeys: LogKey[] = [
  { verifierKey: ledger.log.verifierKey, keyId: 'a1b2c3d4', since: 0, until: 6, signs: true },
  {
    verifierKey: ledger.log.verifierKey.replace(/.{6}$/, 'AbCdEf'),
    keyId: 'd4c3b2a1',
    since: 6,
    until: null,
    signs: true,
  },
];

const targets: Anchors['targets'] = [
  {
    id: 'ant_1',
    kind: 'mail',
    name: 'Auditor’s mailbox',
    address: 'ledger@auditor.example',
    verifierKey: null,
    state: 'ok',
    lastAt: hoursAgo(20),
    problem: null,
  },
  {
    id: 'ant_2',
    kind: 'timestamp',
    name: 'Time stamps',
    address: 'https://stamp.example/tsr',
    verifierKey: null,
    state: 'ok',
    lastAt: hoursAgo(1),
    problem: null,
  },
  {
    id: 'ant_3',
    kind: 'witness',
    name: 'Auditor’s witness',
    address: 'https://witness.auditor.example/',
    verifierKey: 'witness.auditor.example+0a1b2c3d+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    state: 'failing',
    lastAt: null,
    problem:
      'it answered 409: it had seen 12 entries, and was offered 9. Ask the auditor which log it watched.',
  },
];

const kinds = ['timestamp', 'timestamp', 'mail', 'timestamp'] as const;
const names = {
  mail: 'ledger@auditor.example',
  timestamp: 'stamp.example',
  witness: 'witness.auditor.example',
};

const items: Anchors['items'] = Array.from({ length: 40 }, (_, index) => {
  const kind = kinds[index % kinds.length] ?? 'mail';
  // Three days without any anchor lie behind the twelfth one.
  const hours = 1 + index * 5 + (index > 12 ? 72 : 0);
  return {
    size: 9 + 40 - index,
    kind,
    by: names[kind],
    at: hoursAgo(hours),
    takenAt: hoursAgo(hours - 0.01),
    position: 400 - index * 3,
  };
});

export const anchors: Anchors = {
  rung: 2,
  sentence: 'A timestamp authority confirms what the log held an hour ago.',
  newestAt: hoursAgo(1),
  isOverdue: false,
  targets,
  items,
  nextCursor: null,
};

export const overdueAnchors: Anchors = {
  ...anchors,
  rung: 1,
  sentence: 'Only a mailed copy confirms what the log held two days ago.',
  newestAt: hoursAgo(52),
  isOverdue: true,
  items: items.filter(({ at }) => at < hoursAgo(50)),
};

export const noAnchors: Anchors = {
  rung: 0,
  sentence: 'Nobody outside confirms what the log held; only its own signature does.',
  newestAt: null,
  isOverdue: true,
  targets: [],
  items: [],
  nextCursor: null,
};

export const anchorRun: AnchorRun = {
  results: [
    { target: 'ant_1', state: 'ok', problem: null, size: 9 },
    { target: 'ant_2', state: 'ok', problem: null, size: 9 },
    { target: 'ant_3', state: 'failing', problem: 'it did not answer within 10 seconds.', size: 9 },
  ],
};

export const checkpoints = {
  items: Array.from({ length: 30 }, (_, index) => ({
    origin: ledger.log.origin,
    size: 40 - index,
    root: ledger.log.root,
    signedAt: hoursAgo(0.5 + index * 7),
    note: ledger.checkpoint?.note ?? '',
  })),
  nextCursor: null,
};

export const health: LedgerHealth = {
  clock: {
    state: 'ok',
    skewSeconds: 2,
    comparedWith: 'stamp.example',
    at: hoursAgo(1),
    sentence: 'This machine’s clock and the timestamp authority agree within 2 seconds.',
  },
  gaps: [
    {
      connection: 'con_1',
      name: 'Store',
      from: hoursAgo(100),
      to: hoursAgo(40),
      hours: 60,
      reason: 'Its last complete reading was older than it may be.',
    },
  ],
  late: [
    {
      connection: 'con_1',
      name: 'Store',
      isUpload: false,
      entries: 214,
      late: 12,
      medianLagSeconds: 172_800,
      sentence: '12 of 214 entries were written more than a day after they happened.',
    },
  ],
};

export const skewedHealth: LedgerHealth = {
  ...health,
  clock: {
    ...health.clock,
    state: 'skewed',
    skewSeconds: 340,
    sentence: 'This machine’s clock is 340 seconds ahead of the timestamp authority. Set it right.',
  },
};

export const noHealth: LedgerHealth = {
  clock: {
    state: 'unknown',
    skewSeconds: null,
    comparedWith: null,
    at: null,
    sentence: 'Cannot tell: no anchor has given a time to compare the clock with.',
  },
  gaps: [],
  late: [],
};

const thisYear: LogRow = {
  id: 'log_2',
  year: 2026,
  origin: ledger.log.origin,
  firstPosition: 1_204,
  size: 9,
  root: ledger.log.root,
  openedAt: '2026-01-01T00:00:00.000Z',
  state: 'open',
  predecessor: { origin: 'daybook/default/2025', size: 1_204 },
  lastCheckpointAt: '2026-11-21T04:00:02.000Z',
};

export const logs: { items: LogRow[]; nextCursor: null } = {
  items: [
    thisYear,
    {
      ...thisYear,
      id: 'log_1',
      year: 2025,
      origin: 'daybook/default/2025',
      firstPosition: 0,
      size: 1_204,
      state: 'closed',
      predecessor: null,
      openedAt: '2025-06-01T08:00:00.000Z',
    },
  ],
  nextCursor: null,
};

export const forkedLogs: typeof logs = {
  ...logs,
  items: logs.items.map((log) => (log.id === 'log_2' ? { ...log, state: 'forked' } : log)),
};

export const projections: { items: Projection[]; nextCursor: null } = {
  items: Array.from({ length: 3 }, (_, index) => ({
    size: 9 - index,
    digest: `${index}f`.repeat(32),
    recordedAt: hoursAgo(4 + index * 24),
    position: 8 - index,
    facts: 300 - index,
  })),
  nextCursor: null,
};

export const replay: Replay = {
  size: 9,
  digest: '0f'.repeat(32),
  stored: '0f'.repeat(32),
  expected: '0f'.repeat(32),
  equal: true,
  facts: 300,
  differences: [],
  differing: 0,
};

export const differingReplay: Replay = {
  ...replay,
  digest: 'a1'.repeat(32),
  equal: false,
  differences: [{ kind: 'change', scope: 'git.example/team/store', key: 'ab12', position: 5, what: 'value' }],
  differing: 1,
};
