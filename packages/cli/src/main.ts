import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { buildProgram, type RawInput } from './build-program.ts';
import type { Command, CommandContext } from './command.ts';
import { asCommandError, type CommandError, wrongUse } from './command-error.ts';
import { connectServer, type ServerConnection, type ServerStarter } from './connect-server.ts';
import { loadCommands } from './load-commands.ts';
import { createLook, wantsColour } from './look.ts';
import { ownServer } from './own-server.ts';
import { createProgress, silentProgress } from './progress.ts';

/** What a run of the command line touches besides the data folder; tests bring their own. */
export type Surroundings = {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly environment: NodeJS.ProcessEnv;
  readonly currentDir: string;
  readonly starter: ServerStarter;
};

/** Runs one command and sets the exit code: 0 done, 1 the answer is no, 2 wrong use, 3 could not look. */
export async function runDaybook(
  argv: readonly string[],
  given: Partial<Surroundings> = {},
): Promise<number> {
  const surroundings: Surroundings = {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    currentDir: process.cwd(),
    starter: ownServer,
    ...given,
  };
  const exitCode = await runOnce(argv, surroundings);
  process.exitCode = exitCode;
  return exitCode;
}

async function runOnce(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const isJson = argv.includes('--json');
  let exitCode = 0;
  try {
    const program = buildProgram(await loadCommands(), async (command, raw) => {
      exitCode = await runCommand(command, raw, surroundings);
    });
    for (const part of [program, ...program.commands]) {
      part.configureOutput({
        writeOut: (text) => surroundings.stdout.write(text),
        writeErr: () => undefined,
      });
    }
    if (argv.length === 0) surroundings.stdout.write(program.helpInformation());
    else await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const failure = error instanceof CommanderError ? wrongUseOf(error) : asCommandError(error);
    reportFailure(failure, isJson, surroundings);
    if (surroundings.environment.DAYBOOK_DEBUG && error instanceof Error)
      surroundings.stderr.write(`${error.stack}\n`);
    return failure.exitCode;
  }
}

async function runCommand(command: Command, raw: RawInput, surroundings: Surroundings): Promise<number> {
  const input = command.input.safeParse(raw);
  if (!input.success) throw wrongUse(sentenceOf(input.error), `see \`daybook ${command.name} --help\``);
  const general = generalInput.parse(raw);
  const connections: ServerConnection[] = [];
  const context = createContext(general, surroundings, connections);
  try {
    const result = await command.run(input.data, context);
    context.progress.clear();
    const output = command.jsonSchema.parse(result.output);
    const text = general.json ? JSON.stringify(output) : result.text;
    if (text !== '') surroundings.stdout.write(`${text}\n`);
    return result.exitCode;
  } finally {
    context.progress.clear();
    for (const connection of connections) await connection.close();
  }
}

const generalInput = z.object({
  data: z.string().optional(),
  workspace: z.string(),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
});

function createContext(
  general: z.output<typeof generalInput>,
  { stdout, stderr, environment, currentDir, starter }: Surroundings,
  connections: ServerConnection[],
): CommandContext {
  const dataDir = () => chooseDataDir(general.data, currentDir, environment);
  const isWatched = stderr === process.stderr && process.stderr.isTTY && !general.json && !general.quiet;
  let connecting: Promise<ServerConnection> | null = null;
  const open = async (): Promise<ServerConnection> => {
    const connection = await connectServer(await dataDir(), starter);
    connections.push(connection);
    return connection;
  };
  return {
    dataDir,
    inWorkspace: (path) => `/api/workspaces/${encodeURIComponent(general.workspace)}${path}`,
    look: createLook(wantsColour(stdout, environment)),
    progress: isWatched ? createProgress(process.stderr) : silentProgress,
    environment,
    absolute: (path) => resolve(currentDir, path),
    connect: () => {
      connecting ??= open();
      return connecting;
    },
  };
}

async function chooseDataDir(
  given: string | undefined,
  currentDir: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  if (given !== undefined) return resolve(currentDir, given);
  const { defaultDataDir } = await import('@daybook/server/locations');
  return defaultDataDir(environment);
}

function reportFailure(failure: CommandError, isJson: boolean, { stderr, environment }: Surroundings): void {
  const { code, message, hint } = failure;
  if (isJson) {
    stderr.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
    return;
  }
  const look = createLook(wantsColour(stderr, environment));
  stderr.write(
    `${look.strong('error:')} ${message}\n${hint === '' ? '' : `${look.faint('hint:')}  ${hint}\n`}`,
  );
}

function wrongUseOf(error: CommanderError): CommandError {
  const message = error.message.replace(/^error: /, '').replaceAll("'", '`');
  const isHelp = error.code === 'commander.help';
  return wrongUse(isHelp ? 'no command given' : message, 'see `daybook --help`');
}

function sentenceOf(error: z.ZodError): string {
  return error.issues
    .map((issue) =>
      issue.path.length === 0 ? issue.message : `\`${issue.path.join('.')}\`: ${issue.message}`,
    )
    .join('; ');
}
