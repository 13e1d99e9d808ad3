import { createHash } from 'node:crypto';
import { formatVkey } from '@daybook/ledger';
import { createCosigner } from '@daybook/ledger/node';
import type { SampleLedger } from './sample-ledger.ts';
import { sampleLedger } from './sample-ledger.ts';

export const sampleWitness = createCosigner('witness.example', new Uint8Array(32).fill(21));
/** Another key under the same name: what a forger has. */
export const falseWitness = createCosigner('witness.example', new Uint8Array(32).fill(22));

const firstSeconds = Date.UTC(2026, 2, 1, 13) / 1000;

/** Positions in `anchoredLedger`: 15 entries of the sample, then these. */
export const anchoredPlaces = { firstReceipt: 15, rotation: 18, lastReceipt: 20, size: 22 } as const;

/** The sample with anchors of each kind, a rotation of its key, checkpoints of its past and a policy. */
export function anchoredLedger(keySeed?: number): SampleLedger {
  const ledger = sampleLedger(keySeed);
  ledger.policy = policyOf(ledger);
  ledger.shownSizes.push(9);
  ledger.witness(sampleWitness, { size: 15, timeSeconds: firstSeconds });
  const note = ledger.checkpoint(15);
  const mail = `<1@mail.example>\nsha256 ${createHash('sha256').update(note).digest('hex')}\n`;
  const at = '2026-03-01T13:00:10.000Z';
  ledger.receipt('mail', { size: 15, by: 'anc_mail', at, receipt: Buffer.from(mail) });
  ledger.receipt('timestamp', { size: 15, by: 'tsa.example', at, receipt: stampOf(note) });
  ledger.rotate(11);
  ledger.append({ type: 'member.added@1', refs: [], payload: { role: 'reader' } });
  ledger.witness(sampleWitness, { size: 20, timeSeconds: firstSeconds + 3_600 });
  ledger.append({ type: 'member.added@1', refs: [], payload: { role: 'reader' } });
  return ledger;
}

/** The auditor's own list: the log's first key, and one witness that must have cosigned. */
export function policyOf(ledger: SampleLedger): string {
  const [vkey] = ledger.vkeys();
  return `log ${vkey}\nwitness w1 ${formatVkey(sampleWitness.vkey)}\nquorum w1\n`;
}

/** As much of a time stamp as names what it is about: message imprint and a time, without a signature. */
function stampOf(note: string): Uint8Array {
  const start = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  return Buffer.concat([start, createHash('sha256').update(note).digest()]);
}
