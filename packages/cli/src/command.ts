import type { z } from 'zod';
import type { ServerConnection } from './connect-server.ts';
import type { Look } from './look.ts';
import type { Progress } from './progress.ts';

/** One word of the command line: `daybook <name> …`, in `commands/<verb>-<noun>.ts` as `command`. */
export type Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentHelp[];
  readonly options: readonly OptionHelp[];
  /** Checks arguments and options together, by their camelCase names; a failure is wrong use (exit 2). */
  readonly input: Input;
  /** The documented shape of `--json`; output that does not fit is a bug and is not printed. */
  readonly jsonSchema: Output;
  /** An example of use for the reference, without the leading `daybook`. */
  readonly example: string;
  run(input: z.output<Input>, context: CommandContext): Promise<CommandResult<z.input<Output>>>;
};

export type ArgumentHelp = { readonly name: string; readonly help: string };

/** `flags` as commander reads them: `--out <file>`. A repeatable option gives a list. */
export type OptionHelp = {
  readonly flags: string;
  readonly help: string;
  readonly default?: string;
  readonly isRepeatable?: boolean;
};

export type CommandResult<Output> = {
  readonly output: Output;
  /** What people read on standard output; ends without a newline. */
  readonly text: string;
  /** 0: done. 1: the answer is no. 130: interrupted and ended in order. */
  readonly exitCode: 0 | 1 | 130;
};

export type CommandContext = {
  /** Absolute path of the data folder. */
  dataDir(): Promise<string>;
  /** Path below the API's prefix of the chosen workspace: `inWorkspace('/checks/run')`. */
  readonly inWorkspace: (path: string) => string;
  readonly look: Look;
  readonly progress: Progress;
  readonly environment: NodeJS.ProcessEnv;
  /** Turns a path typed by the user into an absolute one. */
  readonly absolute: (path: string) => string;
  /** The server of the data folder; started in this process when none runs, and stopped after the command. */
  connect(): Promise<ServerConnection>;
};

export function defineCommand<Input extends z.ZodType, Output extends z.ZodType>(
  command: Command<Input, Output>,
): Command<Input, Output> {
  return command;
}
