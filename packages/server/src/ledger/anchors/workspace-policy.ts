import { formatPolicy, type PolicyLog, type PolicyWitness, parseVkey } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type { Tx } from '../../platform/index.ts';
import { listLogs } from '../logs.store.ts';
import { listLogKeys } from '../succession/log-keys.store.ts';
import { type AnchorTarget, listTargets } from './anchor-targets.store.ts';

const groupName = 'witnesses';

/**
 * The workspace's tlog-policy: every key of every log, its witnesses, and as quorum more than half of them (none where
 * there is no witness). For information: whoever verifies keeps a copy of their own.
 */
export async function workspacePolicy(tx: Tx): Promise<string> {
  const logs: PolicyLog[] = [];
  for (const log of await listLogs(tx)) {
    for (const { verifierKey } of await listLogKeys(tx, log.id)) {
      logs.push({ vkey: parseVkey(sha256, verifierKey), url: null });
    }
  }
  const witnesses = namedWitnesses(await listTargets(tx));
  const [first, ...more] = witnesses;
  const threshold = Math.floor(witnesses.length / 2) + 1;
  const groups =
    more.length === 0 ? [] : [{ name: groupName, threshold, members: witnesses.map(({ name }) => name) }];
  const quorum = more.length === 0 ? (first?.name ?? null) : groupName;
  return formatPolicy(sha256, { logs, witnesses, groups, quorum });
}

/** Two witnesses may call themselves the same, and one key counts once. */
function namedWitnesses(targets: readonly AnchorTarget[]): PolicyWitness[] {
  const byKey = new Map<string, PolicyWitness>();
  for (const { verifierKey, address } of targets) {
    if (verifierKey === null) continue;
    const vkey = parseVkey(sha256, verifierKey);
    const key = Buffer.from(vkey.publicKey).toString('hex');
    if (!byKey.has(key)) byKey.set(key, { name: `witness-${byKey.size + 1}`, vkey, url: address });
  }
  return [...byKey.values()];
}
