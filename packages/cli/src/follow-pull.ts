import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandError, couldNotLook } from './command-error.ts';
import { describePull, type Pull, type pullOutput, pullSchema } from './pull.ts';

const pollMsFirst = 50;
const pollMsMax = 500;

/**
 * Waits for a pull to end while showing how far it is, and answers what it found. An interrupt cancels the pull and
 * waits for the server to say so; a second one ends the command at once. A pull that failed is thrown (exit 3).
 */
export async function followPull(
  pullId: string,
  context: CommandContext,
): Promise<CommandResult<z.input<typeof pullOutput>>> {
  const interrupt = listenForInterrupt(async () => {
    context.progress.note('cancelling');
    const server = await context.connect();
    await server.post(context.inWorkspace(`/pulls/${pullId}/cancel`), {}, z.unknown());
  });
  try {
    const pull = await waitForEnd(pullId, context);
    await interrupt.settled();
    return resultOf(pull, interrupt.wasAsked(), context);
  } finally {
    interrupt.stop();
  }
}

async function waitForEnd(pullId: string, context: CommandContext): Promise<Pull> {
  const server = await context.connect();
  for (let pollMs = pollMsFirst; ; pollMs = Math.min(pollMsMax, pollMs * 1.5)) {
    const pull = await server.get(context.inWorkspace(`/pulls/${pullId}`), pullSchema);
    if (pull.state !== 'running') return pull;
    context.progress.show({ label: pull.phase, ...pull.progress });
    await wait(pollMs);
  }
}

function resultOf(
  pull: Pull,
  wasAsked: boolean,
  { look }: CommandContext,
): CommandResult<z.input<typeof pullOutput>> {
  if (pull.state === 'completed') {
    return {
      output: { pull: pull.id, connection: pull.connection, populations: pull.populations },
      text: describePull(pull, look),
      exitCode: 0,
    };
  }
  if (wasAsked || pull.state === 'cancelled') {
    throw new CommandError(
      'cancelled',
      'the pull was cancelled; nothing of it is visible',
      'run the command again to read everything',
      130,
    );
  }
  const { code, message, hint } = pull.error ?? {
    code: `pull-${pull.state}`,
    message: `the pull ended as ${pull.state}`,
    hint: 'run the command again',
  };
  throw couldNotLook(code, message, hint);
}

type Interrupt = { wasAsked(): boolean; settled(): Promise<void>; stop(): void };

function listenForInterrupt(cancel: () => Promise<void>): Interrupt {
  let cancelling: Promise<void> | null = null;
  const onSignal = (): void => {
    if (cancelling !== null) process.exit(130);
    // The pull may end on its own in the same moment; what counts is how the server says it ended.
    cancelling = cancel().catch(() => undefined);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    wasAsked: () => cancelling !== null,
    settled: async () => {
      await cancelling;
    },
    stop: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}
