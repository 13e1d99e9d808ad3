import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { wrongUse } from '../command-error.ts';
import { plural } from '../look.ts';

const replaced = z.object({
  number: z.int(),
  fingerprint: z.string(),
  former: z.string(),
  values: z.int(),
});
const state = z.object({
  number: z.int(),
  fingerprint: z.string(),
  source: z.string(),
  madeAt: z.string(),
  isBeingReplaced: z.boolean(),
  former: z.array(z.object({ fingerprint: z.string(), endedAt: z.string().nullable() })),
});
const output = z.object({ key: state, replaced: replaced.nullable() });

export const command = defineCommand({
  name: 'keys',
  summary: 'show the master key that everything is sealed under, or replace it with a new one',
  arguments: [{ name: '[what]', help: '`show` (when not given) or `rotate`' }],
  options: [],
  input: z.object({ what: z.string().default('show') }),
  jsonSchema: output,
  example: 'keys rotate',
  run: async ({ what }, context) => {
    if (what !== 'show' && what !== 'rotate')
      throw wrongUse(`\`${what}\` is neither \`show\` nor \`rotate\``, 'for example `daybook keys rotate`');
    const server = await context.connect();
    const done =
      what === 'rotate' ? await server.post(context.inWorkspace('/master-key/replace'), {}, replaced) : null;
    const key = await server.get(context.inWorkspace('/master-key'), state);
    const lines = [
      ...(done === null ? [] : [`Sealed ${plural(done.values, 'value')} anew under a new master key.`, '']),
      `Master key ${context.look.strong(key.fingerprint)}, since ${key.madeAt}: ${key.source}`,
      ...key.former.map(
        (one) =>
          `  former key ${one.fingerprint}, until ${one.endedAt ?? 'now'}: only backups from before need it`,
      ),
      ...(key.isBeingReplaced
        ? ['The key before it is still being replaced; run `daybook keys rotate`.']
        : []),
    ];
    return { output: { key, replaced: done }, text: lines.join('\n'), exitCode: 0 };
  },
});
