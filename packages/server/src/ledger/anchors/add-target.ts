import { LedgerFormatError, parseVkey } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { certificatesOfPem, TimestampProblem } from '@daybook/verify/timestamps';
import { type Actor, refuse, type Services, type Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { append } from '../append-entries.ts';
import { anchorAddress } from './anchor-address.ts';
import type { AnchorKind } from './anchor-kind.ts';
import {
  type AnchorTarget,
  deleteTarget,
  insertTarget,
  listTargets,
  targetsMax,
} from './anchor-targets.store.ts';

export type NewTarget = {
  readonly kind: AnchorKind;
  readonly name: string;
  readonly address: string;
  readonly verifierKey: string | null;
  readonly rootCertificates: string | null;
  readonly actor: Actor;
};

/** Names a third party that is to confirm checkpoints, and writes it down. What cannot be verified later is refused now. */
export async function addTarget(tx: Tx, input: NewTarget, services: Services): Promise<AnchorTarget> {
  const now = services.clock.now();
  const target: AnchorTarget = {
    id: services.ids.make('anc'),
    kind: input.kind,
    name: input.name.trim(),
    address: anchorAddress(input.kind, input.address),
    verifierKey: input.kind === 'witness' ? cosignerKey(input.verifierKey) : null,
    rootCertificates: input.kind === 'timestamp' ? roots(input.rootCertificates) : null,
    ...{ createdAt: now, claimedAt: null, triedAt: null, succeededAt: null, problem: null },
  };
  if ((await listTargets(tx)).length >= targetsMax) {
    refuse(
      'anchor-invalid',
      `a workspace has at most ${targetsMax} targets`,
      'remove one that is not needed',
    );
  }
  if (!(await insertTarget(tx, target))) refuse('conflict', 'there is a target with this address already');
  await append(tx, [targetEntry('anchor.target-added@1', target, input.actor, now)], services);
  return target;
}

/** Takes a third party off the list and writes it down; its receipts stay. */
export async function removeTarget(
  tx: Tx,
  input: { readonly id: string; readonly actor: Actor },
  services: Services,
): Promise<void> {
  const removed = (await deleteTarget(tx, input.id)) ?? refuse('not-found');
  const now = services.clock.now();
  await append(tx, [targetEntry('anchor.target-removed@1', removed, input.actor, now)], services);
}

/** Name and address were typed by a person and may be those of one, so neither goes into the ledger. */
function targetEntry(type: string, target: AnchorTarget, actor: Actor, now: string) {
  const { id, kind, verifierKey, rootCertificates } = target;
  const payload = ownWords({ target: id, kind, verifierKey, rootCertificates });
  return { type, actor, occurredAt: now, observedAt: now, refs: [id], payload };
}

function cosignerKey(given: string | null): string {
  const key = given?.trim() ?? '';
  try {
    if (parseVkey(sha256, key).type === 'cosignature') return key;
  } catch (error) {
    if (!(error instanceof LedgerFormatError)) throw error;
  }
  return refuse(
    'anchor-invalid',
    'a witness needs its verifier key of the type cosignature/v1',
    'copy the line that `daybook witness` prints when it starts',
  );
}

function roots(given: string | null): string {
  try {
    certificatesOfPem(given ?? '');
    return given ?? '';
  } catch (error) {
    if (!(error instanceof TimestampProblem)) throw error;
    return refuse(
      'anchor-invalid',
      'a time-stamping authority needs its root certificate as PEM',
      'get it from the authority itself; `-----BEGIN CERTIFICATE-----` begins it',
    );
  }
}
