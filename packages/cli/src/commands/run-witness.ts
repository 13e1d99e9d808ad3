import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';

export const command = defineCommand({
  name: 'witness',
  summary: 'watch from outside that logs only grow, and cosign what they say',
  arguments: [],
  options: [
    { flags: '--state <dir>', help: 'where its key and what it saw last are kept; made when missing' },
    {
      flags: '--log <vkey>',
      help: 'verifier key of a log; once for each log, and once more when its key has changed',
      isRepeatable: true,
    },
    { flags: '--name <name>', help: 'what the witness is called, such as `auditor.example`; never changes' },
    { flags: '--port <number>', help: 'TCP port (7410 when not given)' },
    { flags: '--host <address>', help: 'address to listen on (127.0.0.1 when not given)' },
  ],
  input: z.object({
    state: z.string({ error: 'must name a folder' }),
    log: z.array(z.string(), { error: 'must be given: the verifier key of the log' }).min(1),
    name: z.string({ error: 'must be given: what the witness is called' }),
    port: z.coerce.number().int().min(0).max(65_535).default(7_410),
    host: z.string().default('127.0.0.1'),
  }),
  jsonSchema: z.object({ stopped: z.literal(true) }),
  example: 'witness --state witness --log "$(cat log.vkey)" --name auditor.example',
  run: async ({ state, log, name, port, host }, context) => {
    const { runWitnessUntilStopped, WitnessRefusal } = await import('@daybook/witness');
    const options = { stateDir: context.absolute(state), logs: log, name, port, host };
    const stopped = new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    });
    await runWitnessUntilStopped(options, {
      nowMs: Date.now,
      print: (line) => void process.stdout.write(`${line}\n`),
      warn: (line) => void process.stderr.write(`${line}\n`),
      stopped,
    }).catch((error: unknown) => {
      if (error instanceof WitnessRefusal) throw couldNotLook('witness-refused', error.message, error.hint);
      throw error;
    });
    return { output: { stopped: true as const }, text: '', exitCode: 0 };
  },
});
