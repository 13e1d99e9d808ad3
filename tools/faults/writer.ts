import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { append, type EntryInput, record } from '../../packages/server/src/ledger/index.ts';
import {
  createKeyring,
  openDatabase,
  openFileDataKeys,
  openTableDataKeys,
  silentLog,
  systemActor,
  systemClock,
  systemIds,
  type WorkspaceId,
} from '../../packages/server/src/platform/index.ts';
import { ownWords } from '../../packages/server/src/redaction/index.ts';
import { masterKey } from './proof-context.ts';

/**
 * A process that writes down as fast as it can until it is killed, the database fails, or its input says so. Every
 * acknowledgement is a line on its output: `ack <position> <entry> <note>`; every refusal `no <code or message>`. It
 * begins when it is told `go`, and ends with `end` once every call was answered.
 */
const { values } = parseArgs({
  options: {
    socket: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    workspace: { type: 'string', default: '' },
    name: { type: 'string', default: 'writer' },
    /** The folder of key files; empty keeps keys in the database, as several processes do. */
    keys: { type: 'string', default: '' },
    producers: { type: 'string', default: '16' },
  },
});

const domainWriteEvery = 7;
const failuresMax = 3;
const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 10_000, idleTimeoutMs: 10_000 };
const address = { kind: 'socket', socketDir: values.socket, port: 5432, database: values.database } as const;
const database = openDatabase(address, 6, limits);
const parts = {
  database,
  keyring: createKeyring(masterKey),
  clock: systemClock,
  ids: systemIds,
  log: silentLog,
};
// A workspace id is a UUID, which `openDatabase` tries.
const workspaceId = values.workspace as WorkspaceId;
let isStopping = false;
let notes = 0;

say('ready');
process.stdin.once('data', () => {
  process.stdin.on('data', () => {
    isStopping = true;
  });
  void run();
});

async function run(): Promise<void> {
  const dataKeys = values.keys === '' ? openTableDataKeys(parts) : await openFileDataKeys(values.keys, parts);
  const services = { ...parts, dataKeys };
  const produce = async (): Promise<void> => {
    for (let failures = 0; !isStopping && failures < failuresMax; ) {
      const first = notes;
      try {
        if (first % domainWriteEvery === 0) {
          const inputs = [nextInput(), nextInput()];
          const appended = await database.withWorkspace(workspaceId, (tx) => append(tx, inputs, services));
          for (const [i, item] of appended.entries()) {
            say(`ack ${item.position} ${item.id} ${values.name}-${first + i}`);
          }
        } else {
          const appended = await record(workspaceId, nextInput(), services);
          say(`ack ${appended.position} ${appended.id} ${values.name}-${first}`);
        }
      } catch (error) {
        failures += 1;
        say(`no ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(values.producers) }, produce));
  await database.close();
  say('end');
  process.exit(0);
}

function nextInput(): EntryInput {
  const now = systemClock.now();
  const payload = ownWords({ note: `${values.name}-${notes}` });
  notes += 1;
  return { type: 'note.made@1', actor: systemActor, occurredAt: null, observedAt: now, refs: [], payload };
}

/** At once and without a buffer of our own: what is said was acknowledged, whenever the process is killed. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
