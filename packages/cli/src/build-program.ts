import { Command as Program } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { Command } from './command.ts';

/** Every command takes these. */
export const globalOptions = [
  { flags: '--data <dir>', help: 'data folder to work on; made when missing' },
  { flags: '--workspace <slug>', help: 'short name of the workspace', default: 'default' },
  { flags: '--json', help: 'print one JSON object on standard output, errors as JSON on standard error' },
  { flags: '--quiet', help: 'no progress, only the result' },
] as const;

export type RawInput = Readonly<Record<string, unknown>>;

/** Commander's view of the commands. `act` is called with the chosen command and all it was given. */
export function buildProgram(
  commands: readonly Command[],
  act: (command: Command, raw: RawInput) => Promise<void>,
): Program {
  const program = new Program('daybook')
    .description("Compliance evidence as a by-product of the day's work")
    .showHelpAfterError(false)
    .version(manifest.version, '--version')
    .helpCommand(true)
    .exitOverride();
  for (const command of commands) {
    const sub = program.command(command.name).description(command.summary).exitOverride();
    for (const argument of command.arguments) sub.argument(argument.name, argument.help);
    for (const option of command.options) {
      if (option.isRepeatable === true) sub.option(option.flags, option.help, collect);
      else sub.option(option.flags, option.help, option.default);
    }
    for (const option of globalOptions)
      sub.option(option.flags, option.help, 'default' in option ? option.default : undefined);
    sub.action(async (...given: unknown[]) => {
      const named = command.arguments.map((argument, at) => [nameOf(argument.name), given[at]] as const);
      await act(command, { ...Object.fromEntries(named), ...sub.opts() });
    });
  }
  return program;
}

/** `<file>` as `file`. */
function nameOf(argument: string): string {
  return argument
    .replace(/[<>[\].]/g, '')
    .replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
