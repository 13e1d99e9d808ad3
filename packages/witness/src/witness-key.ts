import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base64Of, bytesOfBase64, LedgerFormatError, type NoteSigner } from '@daybook/ledger';
import { createCosigner } from '@daybook/ledger/node';
import { WitnessRefusal } from './witness-refusal.ts';
import { writeDurably } from './write-durably.ts';

/**
 * The witness's key: made in the state folder on the first start (`witness.key`, readable by its owner only) and never
 * changed after. Refuses another name than the key was made for, since that would be another witness.
 */
export function witnessKey(stateDir: string, name: string): NoteSigner {
  const path = join(stateDir, 'witness.key');
  if (!existsSync(path)) writeDurably(path, `${name}\n${base64Of(randomBytes(32))}\n`, 0o600);
  const [keyName, seed, ...rest] = readFileSync(path, 'utf8').split('\n');
  if (keyName !== name) {
    throw new WitnessRefusal(
      `the key in this state folder belongs to the witness \`${keyName}\``,
      `start it with \`--name ${keyName}\`, or use a new state folder`,
    );
  }
  try {
    if (rest.join('') !== '') throw new LedgerFormatError('bad-vkey', 'key file has too many lines');
    return createCosigner(name, bytesOfBase64(seed ?? ''));
  } catch {
    throw new WitnessRefusal(
      `couldn't read the key \`${path}\`, or the name is not one a key may have`,
      'a name has no spaces and no plus sign; put a damaged key file back from a copy, never make a new one',
    );
  }
}
