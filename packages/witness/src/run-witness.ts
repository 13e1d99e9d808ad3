import { parseArgs } from 'node:util';
import { startWitness, type WitnessOptions, WitnessRefusal } from './start-witness.ts';

export const witnessUsage = `Watches that a Daybook log only grows, and says so with its own signature.

  --state DIR    where its key and what it saw last are kept; made when missing
  --log VKEY     verifier key of the log, in quotes; once for each log, and once more when its key has changed
  --name NAME    what it is called, such as auditor.example; never changes
  --port NUMBER  7410 when not given
  --host ADDRESS 127.0.0.1 when not given; 0.0.0.0 lets other machines reach it`;

export const portDefault = 7410;
export const hostDefault = '127.0.0.1';

type Surroundings = {
  readonly nowMs: () => number;
  readonly print: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Resolves when the witness is to stop. */
  readonly stopped: Promise<unknown>;
};

/** Starts a witness, says its address and key, and serves until it is told to stop. */
export async function runWitnessUntilStopped(
  options: Omit<WitnessOptions, 'nowMs' | 'log'>,
  { nowMs, print, warn, stopped }: Surroundings,
): Promise<void> {
  const witness = await startWitness({ ...options, nowMs, log: warn });
  print(`The witness ${options.name} is ready: ${witness.url}`);
  print(`Its key, to be entered in Daybook with that address: ${witness.verifierKey}`);
  await stopped;
  await witness.close();
}

/** The options of the stand-alone file. Throws `WitnessRefusal` when they cannot be used. */
export function witnessArguments(args: readonly string[]): Omit<WitnessOptions, 'nowMs' | 'log'> {
  const { state, log = [], name, port, host = hostDefault } = parsed(args);
  const portNumber = Number(port ?? portDefault);
  if (state === undefined || name === undefined || log.length === 0) {
    throw new WitnessRefusal('`--state`, `--log` and `--name` are needed', witnessUsage);
  }
  if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 65_535) {
    throw new WitnessRefusal(`\`--port\` is a number up to 65535, not \`${port}\``, witnessUsage);
  }
  return { stateDir: state, logs: log, name, port: portNumber, host };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    state: text,
    name: text,
    port: text,
    host: text,
    log: { ...text, multiple: true },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WitnessRefusal(error instanceof Error ? error.message : String(error), witnessUsage);
  }
}
