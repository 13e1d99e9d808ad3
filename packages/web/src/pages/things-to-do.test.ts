import type { Connection, ControlStatus, Duty } from '@daybook/client';
import { expect, it } from 'vitest';
import { dutyThings } from './duty-things.ts';
import { en } from './en.ts';
import { thingsToDo } from './things-to-do.ts';

const control = (verdict: ControlStatus['verdict']): ControlStatus => ({
  id: verdict,
  title: verdict,
  verdict,
  counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
  items: 0,
  reason: 'Because.',
  next: null,
  evaluatedAt: null,
  position: null,
  erased: { items: 0, of: 0 },
});

const connection: Connection = {
  id: 'con_1',
  connector: 'git',
  connectorName: 'Git repository',
  name: 'Store',
  description: 'store',
  createdAt: '2026-11-01T08:00:00.000Z',
  isUpload: false,
  isOwn: false,
  lastPull: null,
  populations: [],
};

it('puts failures before broken sources, those before what cannot be told, and what was never tested last', () => {
  const controls = [
    control('not-tested'),
    control('effective'),
    control('not-observable'),
    control('not-effective'),
  ];

  const things = thingsToDo({ controls, connections: [connection] }, en);

  expect(things.map(({ id }) => id)).toEqual([
    'control/not-effective',
    'source/con_1',
    'control/not-observable',
    'control/not-tested',
  ]);
});

it('leads a failure to the items that fail', () => {
  const [thing] = thingsToDo({ controls: [control('not-effective')], connections: [] }, en);

  expect(thing?.action.href).toBe('/controls/not-effective?outcome=fail');
});

it('says nothing when every control operates and no source is connected', () => {
  expect(thingsToDo({ controls: [control('effective')], connections: [] }, en)).toEqual([]);
});

const duty = (kind: Duty['kind'], urgency: Duty['urgency'], change: Partial<Duty> = {}): Duty => ({
  ...{ kind, urgency, count: 1, isAtLeast: false, late: 0, unseen: 0, dueAt: null, id: null },
  ...{ names: [], gaps: [] },
  ...change,
});

it('puts what is late before failures, what nobody can see after them, and what waits for you after broken sources', () => {
  const duties = [
    duty('review-mine', 'late', { id: 'rev_1' }),
    duty('systems-unread', 'unknown', { id: 'shop' }),
    duty('requests-waiting', 'due'),
  ];

  const things = thingsToDo(
    {
      controls: [control('not-effective'), control('not-observable')],
      connections: [connection],
      duties: dutyThings(duties, en.duties),
    },
    en,
  );

  expect(things.map(({ action }) => action.href)).toEqual([
    '/access-reviews/rev_1',
    '/controls/not-effective?outcome=fail',
    '/systems/shop',
    '/sources/con_1',
    '/access-requests',
    '/controls/not-observable?outcome=unknown',
  ]);
});

it('says how many at least, which, what cannot be proven, and why there may be more', () => {
  const [thing] = dutyThings(
    [
      duty('gains-unasked', 'due', {
        ...{ count: 12, isAtLeast: true, unseen: 1, names: ['desk', 'shop'] },
        gaps: ['the list of grants of desk is not whole'],
      }),
    ],
    en.duties,
  );

  expect(thing).toMatchObject({
    title: 'At least 12 accesses appeared without a request',
    reason:
      'Among them desk, shop. No approval explains them. Of 1 no list can prove it now. There may be more: the list of grants of desk is not whole.',
  });
});

it('tells more than three controls of one state as two and how many more, so that they hide nothing', () => {
  const failing = ['a', 'b', 'c', 'd'].map((id) => ({ ...control('not-effective'), id, title: id }));

  const things = thingsToDo({ controls: failing, connections: [] }, en);

  expect(things.map(({ title, reason }) => [title, reason])).toEqual([
    ['a', 'Because.'],
    ['b', 'Because.'],
    ['2 more controls do not hold', 'c; d.'],
  ]);
});
