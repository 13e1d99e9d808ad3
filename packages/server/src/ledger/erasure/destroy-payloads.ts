import { type ErasureTarget, refuse, type Services, subjectKeyId, type Tx } from '../../platform/index.ts';
import { readSealedPayloads } from '../entries.store.ts';
import { newestLog, readHead } from '../logs.store.ts';
import { readEntriesAt } from '../read-entries-at.ts';
import { openPayload, sealPayload } from '../seal-payload.ts';
import { asEraser, deletePayloads, payloadsUnderKeys, replaceSealed } from './erased-payloads.store.ts';

/** What a destruction needs once the log's row is held; what could be done before is done. */
export type DestructionPlan = {
  readonly target: ErasureTarget;
  /** Keys that will be destroyed. Nothing new is sealed under them any more. */
  readonly keyIds: readonly string[];
  /** Payloads from this position on were not looked at yet. */
  readonly lookedUpTo: number;
};

const batchSize = 1_000;

/**
 * The slow part, before the log's row is taken: finds the keys, stops their use, and seals what else lies under them
 * again under a fresh key.
 */
export async function prepareDestruction(
  tx: Tx,
  target: ErasureTarget,
  services: Pick<Services, 'dataKeys'>,
): Promise<DestructionPlan> {
  const log = (await newestLog(tx)) ?? refuse('not-found');
  const lookedUpTo = log.firstPosition + (await readHead(tx, log.id)).size;
  const keyIds = await keysOf(tx, target);
  services.dataKeys.retire(keyIds);
  if (target.subject === null) await sealSiblingsAgain(tx, { target, keyIds, from: 0 }, services);
  return { target, keyIds, lookedUpTo };
}

/** The quick part, with the log's row held. Answers everything that was destroyed, late payloads of a person included. */
export async function destroyPayloads(
  tx: Tx,
  { target, keyIds, lookedUpTo }: DestructionPlan,
  services: Pick<Services, 'dataKeys'>,
): Promise<ErasureTarget> {
  const late = await payloadsUnderKeys(tx, keyIds, lookedUpTo);
  const isWanted = new Set(target.positions);
  const lateOnes = late.map(({ position }) => position).filter((position) => !isWanted.has(position));
  const isPerson = target.subject !== null;
  const positions = isPerson ? [...target.positions, ...lateOnes] : target.positions;
  if (!isPerson) await sealSiblingsAgain(tx, { target, keyIds, from: lookedUpTo }, services);
  await asEraser(tx, () => deletePayloads(tx, positions));
  await services.dataKeys.destroy(tx, keyIds);
  return { ...target, positions };
}

async function keysOf(tx: Tx, { subject, positions }: ErasureTarget): Promise<readonly string[]> {
  if (subject !== null) return [subjectKeyId(tx.workspaceId, subject)];
  const sealed = await readSealedPayloads(tx, positions);
  return [...new Set(sealed.map((payload) => payload.keyId))];
}

type Siblings = {
  readonly target: ErasureTarget;
  readonly keyIds: readonly string[];
  readonly from: number;
};

async function sealSiblingsAgain(
  tx: Tx,
  { target, keyIds, from }: Siblings,
  services: Pick<Services, 'dataKeys'>,
): Promise<void> {
  const isErased = new Set(target.positions);
  const under = await payloadsUnderKeys(tx, keyIds, from);
  const siblings = under.map(({ position }) => position).filter((position) => !isErased.has(position));
  for (let i = 0; i < siblings.length; i += batchSize) {
    await sealAgain(tx, siblings.slice(i, i + batchSize), services);
  }
}

async function sealAgain(
  tx: Tx,
  positions: readonly number[],
  services: Pick<Services, 'dataKeys'>,
): Promise<void> {
  const sealed = await readSealedPayloads(tx, positions);
  const former = await services.dataKeys.find(tx, [...new Set(sealed.map((payload) => payload.keyId))]);
  const entries = await readEntriesAt(tx, positions);
  const idAt = new Map(entries.map(({ position, entry }) => [position, entry.id]));
  const fresh = await services.dataKeys.shared(tx, sealed.length);
  const rows = sealed.map((payload) => {
    const key = former.get(payload.keyId);
    const id = idAt.get(payload.position);
    // A payload that cannot be opened now could never be opened again: better nothing is erased.
    if (key === undefined || id === undefined) return refuseUnopened(payload.position);
    const { salt, body } = openPayload(key, id, payload.sealed);
    return { position: payload.position, keyId: fresh.id, sealed: sealPayload(fresh, id, salt, body) };
  });
  await asEraser(tx, () => replaceSealed(tx, rows));
}

function refuseUnopened(position: number): never {
  return refuse(
    'keys-damaged',
    `the payload of entry ${position} lies under the same key and cannot be opened now; an erasure would lose it for good`,
  );
}
