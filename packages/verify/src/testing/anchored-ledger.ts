import { createHash } from 'node:crypto';
import { formatVkey } from '@daybook/ledger';
import { createCosigner } from '@daybook/ledger/node';
import type { SampleLedger } from './sample-ledger.ts';
import { sampleLedger } from './sample-ledger.ts';
import { createTestAuthority, stamp, type TestAuthority } from './test-authority.ts';

export const sampleWitness = createCosigner('witness.example', new Uint8Array(32).fill(21));
/** Another key under the same name: what a forger has. */
export const falseWitness = createCosigner('witness.example', new Uint8Array(32).fill(22));

const firstSeconds = Date.UTC(2026, 2, 1, 13) / 1000;

/** Positions in `anchoredLedger`: 15 entries of the sample, then these. */
export const anchoredPlaces = { firstReceipt: 15, rotation: 18, lastReceipt: 20, size: 22 } as const;

/** The sample with anchors of each kind, a rotation of its key, checkpoints of its past and a policy. */
export async function anchoredLedger(authority?: TestAuthority): Promise<SampleLedger> {
  const ledger = sampleLedger();
  ledger.policy = policyOf(ledger);
  ledger.shownSizes.push(9);
  ledger.witness(sampleWitness, { size: 15, timeSeconds: firstSeconds });
  const note = ledger.checkpoint(15);
  const mail = `<1@mail.example>\nsha256 ${createHash('sha256').update(note).digest('hex')}\n`;
  const at = '2026-03-01T13:00:10.000Z';
  ledger.receipt('mail', { size: 15, by: 'anc_mail', at, receipt: Buffer.from(mail) });
  const imprint = createHash('sha256').update(note).digest();
  const receipt = await stamp(authority ?? (await createTestAuthority()), imprint, { genTime: at });
  ledger.receipt('timestamp', { size: 15, by: 'tsa.example', at, receipt });
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
