import { randomBytes } from 'node:crypto';
import {
  appendLeaves,
  base64Of,
  canonicalize,
  commit,
  type EntryDraft,
  frontierBytes,
  prepareEntry,
  rangeOfFrontier,
  rangeRoot,
  roundedSize,
} from '@daybook/ledger';
import { hmacSha256, leafHashOfText, sha256 } from '@daybook/ledger/node';
import type { Services, Tx } from '../platform/index.ts';
import { createDataKey, type DataKey, sealPayload, subjectKeys } from './data-keys.store.ts';
import { insertEntries, insertPayloads } from './entries.store.ts';
import type { Appended, EntryInput } from './entry-input.ts';
import { advanceHead, type Log, lockHead } from './logs.store.ts';
import { currentLog, yearOf } from './open-log.ts';

type AppendServices = Pick<Services, 'clock' | 'ids' | 'keyring'>;

type Prepared = {
  readonly id: string;
  readonly type: string;
  readonly text: (recordedAt: string) => string;
  readonly commitment: Uint8Array | null;
  readonly keyId: string | null;
  readonly sealed: Buffer | null;
};

/**
 * Writes entries at the end of the workspace's log, inside the caller's transaction and as its last step: from here on
 * the log's row is held. Commit order is index order. Everything but the place and `recordedAt` is made before the lock.
 * Throws when an entry does not fit the format (RFC 8785 profile, 16 KiB); then nothing of the transaction may commit.
 */
export async function append(
  tx: Tx,
  inputs: readonly EntryInput[],
  services: AppendServices,
): Promise<readonly Appended[]> {
  if (inputs.length === 0) return [];
  const prepared = await prepareAll(tx, inputs, services);
  for (;;) {
    const log = await currentLog(tx, services, async (opened) =>
      appendPrepared(tx, opened.log, await prepareAll(tx, opened.first, services), services),
    );
    const appended = await appendPrepared(tx, log, prepared, services);
    if (appended !== null) return appended;
  }
}

/** Null when the year turned while this writer waited for the row: the log may have been closed in between. */
async function appendPrepared(
  tx: Tx,
  log: Log,
  ready: readonly Prepared[],
  services: AppendServices,
): Promise<readonly Appended[] | null> {
  const head = await lockHead(tx, log.id);
  const now = services.clock.now();
  if (yearOf(now) > log.year) return null;
  const recordedAt = now > head.lastRecordedAt ? now : head.lastRecordedAt;
  const texts = ready.map((entry) => entry.text(recordedAt));
  const leafHashes = texts.map((text) => leafHashOfText(text));
  const range = appendLeaves(sha256, rangeOfFrontier(head.size, head.frontier), leafHashes);
  const places = ready.map((entry, i) => ({
    index: head.size + i,
    position: log.firstPosition + head.size + i,
    text: texts[i] ?? '',
    leafHash: Buffer.from(leafHashes[i] ?? []),
    type: entry.type,
    keyId: entry.keyId,
    sealed: entry.sealed,
  }));
  await insertEntries(tx, log.id, places);
  await insertPayloads(tx, places);
  await advanceHead(tx, log.id, head.size, {
    size: range.size,
    root: Buffer.from(rangeRoot(sha256, range)),
    frontier: Buffer.from(frontierBytes(range)),
    lastRecordedAt: recordedAt,
  });
  return ready.map(({ id, commitment }, i) => ({
    id,
    commitment,
    index: head.size + i,
    position: log.firstPosition + head.size + i,
  }));
}

async function prepareAll(
  tx: Tx,
  inputs: readonly EntryInput[],
  services: AppendServices,
): Promise<readonly Prepared[]> {
  const subjects = new Set(inputs.flatMap((input) => (input.subject ? [input.subject] : [])));
  const bySubject = await subjectKeys(tx, [...subjects], services);
  const needsBatchKey = inputs.some((input) => input.payload !== undefined && input.subject === undefined);
  const batchKey = needsBatchKey ? await createDataKey(tx, services) : null;
  return inputs.map((input) => {
    const key = input.subject === undefined ? batchKey : (bySubject.get(input.subject) ?? null);
    return prepareOne(input, key, services);
  });
}

function prepareOne(input: EntryInput, key: DataKey | null, services: AppendServices): Prepared {
  const id = services.ids.make('ent');
  const envelope = {
    actor: { id: input.actor.id, kind: input.actor.kind },
    id,
    observedAt: exactInstant(input.observedAt),
    occurredAt: input.occurredAt === null ? null : exactInstant(input.occurredAt),
    refs: input.refs,
    type: input.type,
    v: 1,
  } as const satisfies EntryDraft;
  if (input.payload === undefined || key === null) {
    return {
      id,
      type: input.type,
      text: prepareEntry(envelope),
      commitment: null,
      keyId: null,
      sealed: null,
    };
  }
  const body = Buffer.from(canonicalize(input.payload), 'utf8');
  const salt = randomBytes(32);
  const commitment = commit(hmacSha256, salt, body);
  const payload = {
    alg: 'hmac-sha256',
    commit: base64Of(commitment),
    mediaType: 'application/json',
    size: roundedSize(body.length),
  } as const;
  const text = prepareEntry({ ...envelope, payload });
  return { id, type: input.type, text, commitment, keyId: key.id, sealed: sealPayload(key, id, salt, body) };
}

/** The one spelling entries use: UTC with milliseconds. */
function exactInstant(instant: string): string {
  return new Date(instant).toISOString();
}
