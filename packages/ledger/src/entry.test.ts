import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import {
  ENTRY_SIZE_MAX_BYTES,
  type Entry,
  type EntryDraft,
  entryText,
  isInstant,
  parseEntry,
  validateEntry,
} from './entry.ts';
import { prepareEntry } from './prepare-entry.ts';
import { refusalOf } from './refusal.fixture.ts';

const text =
  '{"actor":{"id":"sub_7c1e","kind":"user"},"collector":{"counter":42,"id":"con_a1"},' +
  '"id":"ent_0195553c-7a2e-7b6d-8f3a-0123456789ab","observedAt":"2026-03-01T12:00:01.900Z",' +
  '"occurredAt":"2026-03-01T12:00:00.123Z","payload":{"alg":"hmac-sha256",' +
  '"commit":"DXM/7sME8THA3Lzrhzwxfi+8xHiTlwgr1ClkYiKi6wI=","mediaType":"application/json","size":32768},' +
  '"recordedAt":"2026-03-01T12:00:02.004Z","refs":["ctl_mfa-everywhere"],"type":"record.observed@1","v":1}';

const commitment = Buffer.alloc(32, 5).toString('base64');
const entry: Entry = parseEntry(text.replace(/"commit":"[^"]*"/, `"commit":"${commitment}"`));

function changed(change: object): unknown {
  return { ...entry, ...change };
}

test('reads the canonical text of an entry and writes it again', () => {
  expect(parseEntry(entryText(entry))).toEqual(entry);
  expect(entryText(entry)).toBe(text.replace(/"commit":"[^"]*"/, `"commit":"${commitment}"`));
});

test('may lack what it need not have', () => {
  const { collector: _collector, payload: _payload, ...rest } = entry;

  expect(validateEntry({ ...rest, occurredAt: null, refs: [] })).toEqual({
    ...rest,
    occurredAt: null,
    refs: [],
  });
});

describe('an entry is refused', () => {
  const { payload, collector, actor } = entry;

  test.each<[string, unknown]>([
    ['that is null', null],
    ['that is a list', [entry]],
    ['that is a text', 'entry'],
    ['with a field too many', changed({ extra: 1 })],
    ['without refs', (({ refs: _refs, ...rest }) => rest)(entry)],
    ['of version 2', changed({ v: 2 })],
    ['with an id of another prefix', changed({ id: entry.id.replace('ent_', 'ans_') })],
    ['with an id of UUID version 4', changed({ id: entry.id.replace('-7b6d-', '-4b6d-') })],
    ['with a type without version', changed({ type: 'record.observed' })],
    ['with a type of version 0', changed({ type: 'record.observed@0' })],
    ['with a type of one word', changed({ type: 'record@1' })],
    ['with refs that are no list', changed({ refs: 'ctl_x' })],
    ['with an address among its refs', changed({ refs: ['alice@mail.example'] })],
    ['with a sentence among its refs', changed({ refs: ['some words'] })],
    ['with a number among its refs', changed({ refs: [1] })],
    ['with an instant without milliseconds', changed({ recordedAt: '2026-03-01T12:00:02Z' })],
    ['with an instant in another zone', changed({ recordedAt: '2026-03-01T12:00:02.004+01:00' })],
    ['with a day that does not exist', changed({ observedAt: '2026-02-30T12:00:02.004Z' })],
    ['with an hour that does not exist', changed({ observedAt: '2026-03-01T24:00:00.000Z' })],
    ['with a day 29 of February in a common year', changed({ observedAt: '2026-02-29T12:00:00.000Z' })],
    ['with a month that does not exist', changed({ observedAt: '2026-13-01T12:00:02.004Z' })],
    ['that was never observed', changed({ observedAt: null })],
    ['that occurred at an undefined time', changed({ occurredAt: undefined })],
    ['without an actor', changed({ actor: undefined })],
    ['with an actor of no kind', changed({ actor: { id: actor.id } })],
    ['with an actor who is an address', changed({ actor: { ...actor, id: 'sub_a@b.example' } })],
    ['with a kind in capitals', changed({ actor: { ...actor, kind: 'User' } })],
    ['with a negative counter', changed({ collector: { ...collector, counter: -1 } })],
    ['with a counter in text', changed({ collector: { ...collector, counter: '1' } })],
    ['with a short signature of the collector', changed({ collector: { ...collector, sig: 'AAAA' } })],
    ['with a bare commitment', changed({ payload: { ...payload, alg: 'sha256' } })],
    ['with a short commitment', changed({ payload: { ...payload, commit: 'AAAA' } })],
    [
      'with a commitment in another spelling',
      changed({ payload: { ...payload, commit: `${'A'.repeat(42)}B=` } }),
    ],
    ['with a commitment that is no text', changed({ payload: { ...payload, commit: 1 } })],
    ['with a media type of one word', changed({ payload: { ...payload, mediaType: 'json' } })],
    ['with an exact size', changed({ payload: { ...payload, size: 18_231 } })],
    ['with a size of 0', changed({ payload: { ...payload, size: 0 } })],
  ])('%s', (_, value) => {
    expect(refusalOf(() => validateEntry(value))).not.toBe('');
  });

  type Change = (text: string) => string;
  const places: readonly [string, (change: Change) => unknown][] = [
    ['id', (change) => changed({ id: change(entry.id) })],
    ['type', (change) => changed({ type: change(entry.type) })],
    ['observedAt', (change) => changed({ observedAt: change(entry.observedAt) })],
    ['occurredAt', (change) => changed({ occurredAt: change(entry.recordedAt) })],
    ['recordedAt', (change) => changed({ recordedAt: change(entry.recordedAt) })],
    ['refs', (change) => changed({ refs: [change('ctl_x')] })],
    ['actor.id', (change) => changed({ actor: { ...actor, id: change(actor.id) } })],
    ['actor.kind', (change) => changed({ actor: { ...actor, kind: change(actor.kind) } })],
    ['collector.id', (change) => changed({ collector: { ...collector, id: change('con_x') } })],
    [
      'collector.sig',
      (change) => changed({ collector: { ...collector, sig: change(`${'A'.repeat(86)}==`) } }),
    ],
    ['payload.commit', (change) => changed({ payload: { ...payload, commit: change(commitment) } })],
    ['payload.mediaType', (change) => changed({ payload: { ...payload, mediaType: change('text/plain') } })],
  ];

  test.each(places)('with anything before or after what `%s` holds', (name, changedBy) => {
    expect(validateEntry(changedBy((value) => value))).toBeTruthy();
    expect(refusalOf(() => validateEntry(changedBy((value) => ` ${value}`)))).toContain(`\`${name}\` is not`);
    expect(refusalOf(() => validateEntry(changedBy((value) => `${value} `)))).toContain(`\`${name}\` is not`);
    expect(refusalOf(() => validateEntry(changedBy(() => '')))).toContain(`\`${name}\` is not`);
  });

  test.each<[string, unknown]>([
    ['entry', null],
    ['entry', changed({ extra: 1 })],
    ['v', changed({ v: 2 })],
    ['refs', changed({ refs: 'ctl_x' })],
    ['refs', changed({ refs: 'ctl' })],
    ['refs', changed({ refs: ['x'.repeat(201)] })],
    ['actor', changed({ actor: null })],
    ['actor', changed({ actor: { ...actor, name: 'x' } })],
    ['actor.kind', changed({ actor: { ...actor, kind: 'x'.repeat(33) } })],
    ['actor.id', changed({ actor: { ...actor, id: `sub_${'x'.repeat(121)}` } })],
    ['actor.id', changed({ actor: { ...actor, id: 's_x' } })],
    ['collector', changed({ collector: [] })],
    ['collector', changed({ collector: { id: 'con_x' } })],
    ['collector.counter', changed({ collector: { ...collector, counter: 0.5 } })],
    ['collector.counter', changed({ collector: { ...collector, counter: -1 } })],
    ['payload', changed({ payload: { ...payload, body: 'x' } })],
    ['payload.alg', changed({ payload: { ...payload, alg: 'sha256' } })],
    ['payload.size', changed({ payload: { ...payload, size: '1' } })],
    ['payload.size', changed({ payload: { ...payload, size: 3 } })],
    ['type', changed({ type: 'record.observed@10000' })],
  ])('by the name of the field: `%s`', (name, value) => {
    expect(refusalOf(() => validateEntry(value))).toBe(`\`${name}\` is not what an entry holds there`);
  });

  test.each<[string, unknown]>([
    ['refs', changed({ refs: ['x'.repeat(200), 'a:b/c.d-e_f'] })],
    ['actor', changed({ actor: { id: `substudy_${'x'.repeat(120)}`, kind: `x${'-'.repeat(31)}` } })],
    ['type', changed({ type: 'a.b-c.d@9999' })],
    ['collector', changed({ collector: { counter: 0, id: 'con_x' } })],
  ])('nowhere within the bounds of `%s`', (_, value) => {
    expect(validateEntry(value)).toBe(value);
  });

  test('that is too long, before it is prepared, written or read', () => {
    const ref = `ctl_${'x'.repeat(190)}`;
    const long = { ...entry, refs: Array<string>(90).fill(ref) };

    expect(refusalOf(() => entryText(long))).toContain('longer than 16384');
    expect(refusalOf(() => prepareEntry(long))).toContain('longer than 16384');
    expect(refusalOf(() => parseEntry(' '.repeat(ENTRY_SIZE_MAX_BYTES + 1)))).toContain('longer than 16384');
  });

  test('from the first byte on that it is too long', () => {
    const sized = (mediaTypeSize: number) =>
      ({
        ...entry,
        payload: {
          alg: 'hmac-sha256',
          commit: commitment,
          mediaType: `a/${'x'.repeat(mediaTypeSize - 2)}`,
          size: 1,
        },
      }) as const;
    const fitting = 16_384 - (utf8(entryText(sized(3))).length - 3);
    const { recordedAt, ...draft } = sized(fitting);
    const { recordedAt: _recordedAt, ...longDraft } = sized(fitting + 1);

    expect(utf8(entryText(sized(fitting))).length).toBe(16_384);
    expect(parseEntry(entryText(sized(fitting)))).toEqual(sized(fitting));
    expect(prepareEntry(draft)(recordedAt)).toBe(entryText(sized(fitting)));
    expect(refusalOf(() => entryText(sized(fitting + 1)))).toContain('longer than 16384');
    expect(refusalOf(() => prepareEntry(longDraft))).toContain('longer than 16384');
  });

  test('in a text that is not canonical', () => {
    expect(refusalOf(() => parseEntry(` ${text}`))).toContain('not in canonical form');
  });
});

test('a collector that runs apart signs what it collected', () => {
  const sig = Buffer.alloc(64).toString('base64');
  const signed = changed({ collector: { ...entry.collector, sig } });

  expect(validateEntry(signed)).toEqual(signed);
});

test('any 32 bytes are a commitment', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const payload = { ...entry.payload, commit: Buffer.from(bytes).toString('base64') };

      expect(validateEntry(changed({ payload }))).toMatchObject({ payload });
    }),
  );
});

test.each([undefined, 5, '', 'yesterday', '2026-03-01', '+002026-03-01T00:00:00.000Z', [entry.recordedAt]])(
  '%j is no instant',
  (value) => {
    expect(isInstant(value)).toBe(false);
  },
);

const instants = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const word = fc.stringMatching(/^[a-z]{1,12}$/);

const drafts: fc.Arbitrary<EntryDraft> = fc.record(
  {
    actor: fc.record({ id: word.map((id) => `sub_${id}`), kind: word }),
    collector: fc.record({ counter: fc.maxSafeNat(), id: word.map((id) => `con_${id}`) }),
    id: fc.uuid({ version: 7 }).map((id) => `ent_${id}`),
    observedAt: instants,
    occurredAt: fc.option(instants),
    payload: fc.record({
      alg: fc.constant('hmac-sha256' as const),
      commit: fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Buffer.from(bytes).toString('base64')),
      mediaType: fc.constantFrom('application/json', 'image/png', 'application/vnd.x+json'),
      size: fc.nat(40).map((bits) => 2 ** bits),
    }),
    refs: fc.array(
      word.map((id) => `ctl_${id}`),
      { maxLength: 5 },
    ),
    type: fc
      .tuple(word, word, fc.integer({ min: 1, max: 9999 }))
      .map(([a, b, version]) => `${a}.${b}@${version}`),
    v: fc.constant(1 as const),
  },
  { requiredKeys: ['actor', 'id', 'observedAt', 'occurredAt', 'refs', 'type', 'v'] },
);

test('a prepared entry equals the canonical text of the whole, byte for byte', () => {
  fc.assert(
    fc.property(drafts, instants, (draft, recordedAt) => {
      const prepared = prepareEntry(draft)(recordedAt);

      expect(prepared).toBe(entryText({ ...draft, recordedAt }));
      expect(utf8(prepared).length).toBeLessThan(ENTRY_SIZE_MAX_BYTES);
    }),
  );
});

test('a prepared entry takes nothing but an instant', () => {
  const { recordedAt: _recordedAt, ...draft } = entry;
  const complete = prepareEntry(draft);

  expect(refusalOf(() => complete('2026-03-01T12:00:02Z","refs":["x'))).toContain('not an instant');
});
