import { openCheckpoint, parseVkey, verifyInclusion } from '@daybook/ledger';
import { ed25519Verify, leafHashOfText, sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { systemActor } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import {
  append,
  ensureCheckpoint,
  newestCheckpoint,
  newestLog,
  proveInclusion,
  readEntriesAt,
  readEntryRange,
  readHead,
  readPayloads,
} from './index.ts';

function entry(note: string) {
  const now = '2026-03-01T12:00:00.000Z';
  const payload = ownWords({ note });
  return {
    type: 'note.made@1',
    actor: systemActor,
    occurredAt: now,
    observedAt: now,
    refs: ['ctl_a'],
    payload,
  };
}

async function appendNotes(context: TestServices, notes: readonly string[]) {
  const { services, workspaceId } = context;
  return services.database.withWorkspace(workspaceId, (tx) => append(tx, notes.map(entry), services));
}

describe('append', () => {
  test('opens the log of the year with its own first entry and numbers what follows', async () => {
    await using context = await openTestServices();

    const appended = await appendNotes(context, ['one', 'two']);

    expect(appended.map(({ index, position }) => [index, position])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('keeps one unbroken order when many append at once', async () => {
    await using context = await openTestServices();
    const writers = Array.from({ length: 24 }, (_, i) => appendNotes(context, [`a${i}`, `b${i}`]));

    const positions = (await Promise.all(writers)).flat().map((item) => item.position);

    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    const leaves = await leafTexts(context);
    expect(leaves).toHaveLength(49);
    const recorded = leaves.map((text) => JSON.parse(text).recordedAt);
    expect(recorded).toEqual(recorded.toSorted());
  });

  test('never lets recordedAt go back when the clock does', async () => {
    await using context = await openTestServices();
    await appendNotes(context, ['one']);
    context.clock.set('2026-02-01T00:00:00.000Z');

    await appendNotes(context, ['two']);

    const recorded = (await leafTexts(context)).map((text) => JSON.parse(text).recordedAt);
    expect(recorded).toEqual(Array(3).fill('2026-03-01T12:00:00.000Z'));
  });

  test('proves every entry against a checkpoint signed by the key of the log', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    await appendNotes(
      context,
      Array.from({ length: 299 }, (_, i) => `note ${i}`),
    );

    await services.database.withWorkspace(workspaceId, async (tx) => {
      for (const position of [0, 1, 255, 256, 257, 299]) {
        const proof = await proveInclusion(tx, position, services);
        const [stored] = await readEntryRange(tx, proof.log.id, proof.index, proof.index + 1);
        const opened = openCheckpoint(
          proof.checkpoint.note,
          parseVkey(sha256, proof.log.verifierKey),
          ed25519Verify,
        );
        const leafHash = leafHashOfText(stored?.text ?? '');
        const claim = {
          index: proof.index,
          size: opened.size,
          leafHash,
          proof: proof.hashes,
          root: opened.root,
        };
        expect(verifyInclusion(sha256, claim)).toBe(true);
        expect(verifyInclusion(sha256, { ...claim, index: (proof.index + 1) % opened.size })).toBe(false);
      }
    });
  });

  test('begins the next year with the size and root the old log ended with', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    await appendNotes(context, ['one', 'two']);
    const old = await services.database.withWorkspace(workspaceId, async (tx) => {
      const log = await newestLog(tx);
      return { log, head: await readHead(tx, log?.id ?? '') };
    });
    context.clock.set('2027-01-01T00:00:00.000Z');

    const [next] = await appendNotes(context, ['three']);

    expect(next).toMatchObject({ index: 1, position: 4 });
    const closing = await services.database.withWorkspace(workspaceId, (tx) =>
      newestCheckpoint(tx, old.log?.id ?? ''),
    );
    expect(closing?.size).toBe(3);
    const opened = await readNote(context, 3);
    expect(opened).toMatchObject({
      firstPosition: 3,
      predecessor: { origin: old.log?.origin, size: 3, root: old.head.root.toString('base64') },
    });
  });

  test('stores payloads sealed and gives them back exactly', async () => {
    await using context = await openTestServices();
    const [appended] = await appendNotes(context, ['a very particular sentence']);

    const stored = await asOwner(context, `select encode(sealed, 'escape') as sealed from payload`);

    expect(JSON.stringify(stored)).not.toContain('particular');
    expect(await readNote(context, appended?.position ?? 0)).toEqual({ note: 'a very particular sentence' });
  });

  test('signs each size once, whoever asks', async () => {
    await using context = await openTestServices();
    const { services, workspaceId } = context;
    await appendNotes(context, ['one']);
    const sign = () => services.database.withWorkspace(workspaceId, (tx) => ensureCheckpoint(tx, services));

    const [first, second] = [await sign(), await sign()];

    expect(first).toEqual(second);
    expect(first?.size).toBe(2);
  });
});

describe('the database', () => {
  test.each([
    'update ledger_entry set type = $$x$$',
    'delete from ledger_entry',
    'truncate ledger_entry',
    'delete from ledger_state',
    'update ledger_state set size = 0',
    'delete from ledger_checkpoint',
  ])('refuses `%s` even to its owner', async (statement) => {
    await using context = await openTestServices();
    await appendNotes(context, ['one']);
    await context.services.database.withWorkspace(context.workspaceId, (tx) =>
      ensureCheckpoint(tx, context.services),
    );

    await expect(asOwner(context, statement)).rejects.toThrow(/never changed|only grows/);
  });
});

async function leafTexts(context: TestServices): Promise<readonly string[]> {
  return context.services.database.withWorkspace(context.workspaceId, async (tx) => {
    const log = await newestLog(tx);
    const rows = await readEntryRange(tx, log?.id ?? '', 0, 1_000);
    return rows.map((row) => row.text);
  });
}

async function readNote({ services, workspaceId }: TestServices, position: number): Promise<unknown> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const entries = await readEntriesAt(tx, [position]);
    const ids = entries.map((item) => ({ position: item.position, id: item.entry.id }));
    const [payload] = await readPayloads(tx, ids, services);
    return JSON.parse(payload?.body.toString('utf8') ?? 'null');
  });
}

async function asOwner(context: TestServices, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client(context.owner);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
