import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook, wrongUse } from '../command-error.ts';
import { followPull } from '../follow-pull.ts';
import { pullOutput } from '../pull.ts';

const input = z.object({
  connector: z.string(),
  path: z.string(),
  kind: z.string().optional(),
  map: z.array(z.string()).optional(),
  system: z.string().optional(),
  connection: z.string().optional(),
  encoding: z.string().optional(),
});

export const command = defineCommand({
  name: 'import',
  summary: 'read a folder or file once and write down what it holds',
  arguments: [
    { name: '<connector>', help: 'which connector reads it, e.g. `git` or `table`' },
    { name: '<path>', help: 'the folder or file' },
  ],
  options: [
    {
      flags: '--kind <kind>',
      help: 'for tables: what a row is, `person` or `account`; guessed from the headers otherwise',
    },
    {
      flags: '--map <field=header>',
      help: 'for tables: which column holds a field; may be given many times',
      isRepeatable: true,
    },
    {
      flags: '--connection <id>',
      help: "the connection this file continues, e.g. next month's export of the same system; a new one for each path otherwise",
    },
    {
      flags: '--encoding <name>',
      help: 'for tables: `utf-8`, the default, or `windows-1252`',
    },
    {
      flags: '--system <name>',
      help: 'for tables of accounts: the system they are on; a column or the name of the file otherwise',
    },
  ],
  input,
  jsonSchema: pullOutput,
  example: 'import git .',
  run: async ({ connector, path, kind, map, system, connection, encoding }, context) => {
    const absolute = context.absolute(path);
    await requireReadable(absolute, path);
    const settings = {
      ...(kind === undefined ? {} : { kind }),
      ...(map === undefined ? {} : { mapping: parseMapping(map) }),
      ...(system === undefined ? {} : { system }),
      ...(encoding === undefined ? {} : { encoding }),
    };
    const hasSettings = Object.keys(settings).length > 0;
    const server = await context.connect();
    const body = {
      connector,
      path: absolute,
      ...(connection === undefined ? {} : { connection }),
      ...(hasSettings ? { settings } : {}),
    };
    const { pull } = await server.post(context.inWorkspace('/imports'), body, started);
    return followPull(pull, context);
  },
});

const started = z.looseObject({ pull: z.string() });

async function requireReadable(absolute: string, path: string): Promise<void> {
  try {
    await stat(absolute);
  } catch (cause) {
    const reason =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
        ? 'it does not exist'
        : String(cause);
    throw couldNotLook('source-not-found', `couldn't read \`${path}\`: ${reason}`, 'check the path');
  }
}

function parseMapping(pairs: readonly string[]): Record<string, string> {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at <= 0)
      throw wrongUse(`\`--map ${pair}\` is not \`field=header\``, 'for example `--map email="Work e-mail"`');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(entries);
}
