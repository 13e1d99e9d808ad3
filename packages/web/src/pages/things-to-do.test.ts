import type { Connection, ControlStatus } from '@daybook/client';
import { expect, it } from 'vitest';
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
