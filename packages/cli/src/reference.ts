import { globalOptions } from './build-program.ts';
import type { Command, OptionHelp } from './command.ts';
import { loadCommands } from './load-commands.ts';
import { shapeText } from './shape-text.ts';

/** The reference of the command line (`docs/reference/cli.md`), made from the commands themselves. */
export async function describeCommands(): Promise<string> {
  const commands = await loadCommands();
  return `${[introduction, optionTable(globalOptions), exitCodes, ...commands.map(describeCommand)].join('\n\n')}\n`;
}

const introduction = `# Command line

Made from the commands in \`packages/cli/src/commands\`; \`npm run generate\` writes it again.

\`npx daybook <command>\` works on a data folder. When a Daybook already runs there it is used, else one is started on a
private socket for as long as the command takes. \`verify\` needs neither a database nor a network.

Every command takes:`;

const exitCodes = `| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the answer is no: a package is not valid, or a control fails under \`--fail-on\` |
| 2 | wrong use |
| 3 | could not look: the source, the package or the server could not be read |
| 130 | interrupted, and ended in order |

With \`--json\` a command prints one JSON object of the shape below on standard output; fields may be added. Errors of any
command are \`{"error":{"code","message","hint"}}\` on standard error. Progress is shown on a terminal only; colours follow
\`NO_COLOR\`.`;

function describeCommand(command: Command): string {
  const parts = [
    `## ${command.name}`,
    `${sentence(command.summary)}`,
    ['```sh', `npx daybook ${command.example}`, '```'].join('\n'),
  ];
  if (command.arguments.length > 0) {
    parts.push(
      table(
        ['argument', 'meaning'],
        command.arguments.map(({ name, help }) => [`\`${name}\``, help]),
      ),
    );
  }
  if (command.options.length > 0) parts.push(optionTable(command.options));
  parts.push('With `--json`:', ['```text', shapeText(command.jsonSchema), '```'].join('\n'));
  return parts.join('\n\n');
}

function optionTable(options: readonly OptionHelp[]): string {
  const rows = options.map((option) => [
    `\`${option.flags}\``,
    option.default ? `${option.help} (\`${option.default}\`)` : option.help,
  ]);
  return table(['option', 'meaning'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return lines.join('\n');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
