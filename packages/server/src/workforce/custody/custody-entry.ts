import { append, type JsonValue } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx } from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { maskedWords } from '../masked-reason.ts';

type CustodyType =
  | `brand-account.${'registered' | 'changed' | 'confirmed'}@1`
  | `shared-secret.${'registered' | 'changed' | 'rotated'}@1`
  | `device.${'registered' | 'changed' | 'returned'}@1`;

type Said = { readonly actor: Actor; readonly at: string; readonly id: string };

/** Writes down what somebody said about who holds what; people by pseudonym, names masked. Answers the entry's position. */
export async function recordCustody(
  tx: Tx,
  type: CustodyType,
  { actor, at, id }: Said,
  payload: JsonValue,
  services: Services,
): Promise<number> {
  const entry = { type, actor, occurredAt: at, observedAt: at, refs: [id], payload: ownWords(payload) };
  const [appended] = await append(tx, [entry], services);
  if (appended === undefined) throw new Error('an entry was not written');
  return appended.position;
}

const nameLengthMax = 120;

/** A name as it may be written down for good; refuses with `bad-request` where nothing is left. */
export function keptName(name: string, services: Pick<Services, 'catalog'>): string {
  const masked = maskedWords(name, services).slice(0, nameLengthMax);
  return masked === '' ? refuse('bad-request', 'a name is needed') : masked;
}
