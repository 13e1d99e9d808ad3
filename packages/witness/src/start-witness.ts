import { once } from 'node:events';
import { formatVkey, parseVkey, type Vkey } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import type { Witness } from './answer-request.ts';
import { lockState } from './lock-state.ts';
import { witnessKey } from './witness-key.ts';
import { WitnessRefusal } from './witness-refusal.ts';
import { createWitnessServer, type ServerLimits } from './witness-server.ts';
import { openState } from './witness-state.ts';

export { WitnessRefusal };

export type WitnessOptions = {
  /** Holds the key and what was cosigned last; made when missing. */
  readonly stateDir: string;
  /** Verifier keys of the logs to watch. A second one of the same name is the same log's newer key. */
  readonly logs: readonly string[];
  readonly name: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
  readonly limits?: ServerLimits;
};

export type RunningWitness = {
  /** What Daybook is given as the address. */
  readonly url: string;
  /** What Daybook is given as the key. */
  readonly verifierKey: string;
  close(): Promise<void>;
};

/** Starts a witness. Throws `WitnessRefusal` with what to do; then nothing stays locked or listening. */
export async function startWitness(options: WitnessOptions): Promise<RunningWitness> {
  const logs = options.logs.map(logKey);
  if (logs.length === 0) throw new WitnessRefusal('no log is named', 'name one with `--log VKEY`');
  const unlock = lockState(options.stateDir);
  try {
    const cosigner = witnessKey(options.stateDir, options.name);
    const state = openState(options.stateDir);
    for (const { name } of logs) state.last(name);
    const witness: Witness = { cosigner, logs, state, nowMs: options.nowMs };
    const server = createWitnessServer(witness, options.log, options.limits);
    server.listen(options.port, options.host);
    await once(server, 'listening');
    const close = async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      unlock();
    };
    return { url: urlOf(options.host, server.address()), verifierKey: formatVkey(cosigner.vkey), close };
  } catch (error) {
    unlock();
    throw error;
  }
}

function logKey(text: string): Vkey {
  try {
    const vkey = parseVkey(sha256, text);
    if (vkey.type === 'note') return vkey;
  } catch {
    // the refusal below says it
  }
  throw new WitnessRefusal(
    `\`${text}\` is not the verifier key of a log`,
    'copy it from the ledger page of Daybook, whole, and put it in quotes',
  );
}

function urlOf(host: string, address: ReturnType<import('node:http').Server['address']>): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
