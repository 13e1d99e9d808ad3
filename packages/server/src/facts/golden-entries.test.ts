import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalize, hexOf, leafHash, parseEntry, utf8, verifyCommitment } from '@daybook/ledger';
import { hmacSha256, sha256 } from '@daybook/ledger/node';
import { describe, expect, test } from 'vitest';
import { append, type EntryInput, entryOf, type JsonValue, newestPosition } from '../ledger/index.ts';
import { summariseEntry } from '../ledger/summarise-entry.ts';
import { ownWords } from '../redaction/index.ts';
import { openTestServices } from '../testing/open-test-services.ts';
import { followLedger } from './follow-ledger.ts';
import { readItems } from './items.store.ts';
import { listPopulations } from './list-populations.ts';
import { replayProjection } from './replay/replay-projection.ts';

type Golden = {
  readonly type: string;
  readonly text: string;
  readonly leafHash: string;
  readonly payload: { readonly salt: string; readonly body: string } | null;
};

// Written once, by another implementation of the formats.
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testing/golden-entries.json'), 'utf8'),
) as readonly Golden[];

/** Formats of files of ours, which are no entries. */
const fileFormats = new Set(['daybook.backup@1', 'daybook.heads@1', 'daybook.keys@1']);

describe('the golden entries', () => {
  test('hold an example of every type and version that is written', () => {
    const known = new Set(golden.map(({ type }) => type));

    const written = [...typesInSource()].filter((type) => !fileFormats.has(type));

    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((type) => !known.has(type))).toEqual([]);
  });

  test.each(golden)('still parse, verify and display: $type', ({ type, text, leafHash: leaf, payload }) => {
    const entry = parseEntry(text);

    expect(entry.type).toBe(type);
    expect(canonicalize({ ...entry })).toBe(text);
    expect(hexOf(leafHash(sha256, utf8(text)))).toBe(leaf);
    expect(entry.payload === undefined).toBe(payload === null);
    if (payload !== null) {
      const { salt, body } = payload;
      const isCommitted = verifyCommitment(
        hmacSha256,
        Buffer.from(salt, 'base64'),
        utf8(body),
        entry.payload?.commit ?? '',
      );
      expect(isCommitted).toBe(true);
      expect(canonicalize(JSON.parse(body))).toBe(body);
    }
    expect(summariseEntry(entry, payload && JSON.parse(payload.body))).not.toBe(type);
  });

  test('still follow, whatever stands between them, and a type nobody knows changes nothing', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    const stranger = {
      ...inputOf(golden[0]),
      type: 'stranger.told@9',
      payload: ownWords({ any: ['thing'] }),
    };
    await services.database.withWorkspace(workspaceId, (tx) =>
      append(tx, [...golden.map(inputOf), stranger], services),
    );

    await followLedger(workspaceId, services);

    const seen = await services.database.withWorkspace(workspaceId, async (tx) => ({
      items: await readItems(tx, { kind: 'change', limit: 10 }),
      populations: await listPopulations(tx, services),
      newest: await newestPosition(tx),
      replay: await replayProjection(tx, { size: null }, services, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    }));
    expect(seen.items).toMatchObject([{ position: 9, value: { title: 'Masked words', signature: 'none' } }]);
    expect(seen.populations).toMatchObject([
      { items: 1, isComplete: false, lastCompleteAt: '2026-03-01T12:00:00.000Z' },
    ]);
    expect(seen.newest?.position).toBe(golden.length + 1);
    expect(seen.replay).toMatchObject({ equal: true, facts: 1 });
  });

  test('are shown as they are where the type is not known', () => {
    const entry = entryOf((golden[0]?.text ?? '').replace('log.opened@1', 'stranger.told@9'));

    expect(summariseEntry(entry)).toBe('stranger.told@9');
  });
});

function inputOf(example: Golden | undefined): EntryInput {
  const { text = '', payload = null } = example ?? {};
  const { type, actor, occurredAt, observedAt, refs } = parseEntry(text);
  const body = payload === null ? undefined : (JSON.parse(payload.body) as JsonValue & { subject?: string });
  return {
    type,
    actor: { kind: actor.kind === 'user' ? 'user' : 'system', id: actor.id, userId: null, label: 'golden' },
    occurredAt,
    observedAt,
    refs,
    ...(body !== undefined && { payload: ownWords(body) }),
    ...(type.startsWith('identity.') && { subject: refs[0] ?? '' }),
  } as EntryInput; // ids of the examples have the prefixes of their kinds
}

/** Every `<kind>@<version>` literal of the server's own code. */
function typesInSource(): ReadonlySet<string> {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing/'),
  );
  const found = files.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/'([a-z]+(?:\.[a-z-]+)+@\d+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return new Set(found);
}
