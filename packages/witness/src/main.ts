import { runWitnessUntilStopped, witnessArguments, witnessUsage } from './run-witness.ts';
import { WitnessRefusal } from './start-witness.ts';

/** The stand-alone witness. Answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${witnessUsage}\n`);
    return 0;
  }
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  try {
    await runWitnessUntilStopped(witnessArguments(args), {
      nowMs: Date.now,
      print: (line) => void process.stdout.write(`${line}\n`),
      warn: (line) => void process.stderr.write(`${line}\n`),
      stopped,
    });
    return 0;
  } catch (error) {
    const hint = error instanceof WitnessRefusal ? `\n${error.hint}` : '';
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`);
    return 2;
  }
}
