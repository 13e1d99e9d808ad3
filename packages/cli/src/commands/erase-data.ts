import { z } from 'zod';
import type { CommandContext } from '../command.ts';
import { defineCommand } from '../command.ts';
import { wrongUse } from '../command-error.ts';
import { plural } from '../look.ts';

const legalBases = [
  'gdpr-art-17-1-a',
  'gdpr-art-17-1-b',
  'gdpr-art-17-1-c',
  'gdpr-art-17-1-d',
  'gdpr-art-17-1-e',
  'gdpr-art-17-1-f',
  'contract',
  'retention-end',
  'other-law',
] as const;

const erasure = z.object({
  id: z.string(),
  state: z.enum(['requested', 'approved', 'declined', 'held']),
  subject: z.string().nullable(),
  subjectName: z.string().nullable(),
  positions: z.int(),
  legalBasis: z.enum(legalBases),
  hold: z.string().nullable(),
});
const subjects = z.looseObject({
  items: z.array(z.looseObject({ subject: z.string(), name: z.string().nullable() })),
});
const notes = z.looseObject({ sentences: z.array(z.string()) });
const output = erasure.extend({ notes: z.array(z.string()) });

export const command = defineCommand({
  name: 'erase',
  summary: 'ask for the erasure of a person or of single payloads; an owner approves it in the app',
  arguments: [],
  options: [
    { flags: '--person <words>', help: 'name, mail address, login or `sub_…` of the one person it is about' },
    {
      flags: '--position <number>',
      help: 'the entry whose payload is erased; repeatable',
      isRepeatable: true,
    },
    { flags: '--basis <id>', help: `one of ${legalBases.join(', ')}` },
    { flags: '--reason <text>', help: 'why, without personal data' },
  ],
  input: z
    .object({
      person: z.string().min(2).optional(),
      position: z.array(z.coerce.number().int().min(0)).optional(),
      basis: z.enum(legalBases),
      reason: z.string().min(1).max(2_000),
    })
    .refine((input) => (input.person === undefined) !== (input.position === undefined), {
      error: 'name either `--person` or `--position`',
    }),
  jsonSchema: output,
  example: 'erase --person ada@company.example --basis gdpr-art-17-1-b --reason "consent withdrawn"',
  run: async ({ person, position, basis, reason }, context) => {
    const server = await context.connect();
    const what = person === undefined ? { positions: position } : { subject: await findOne(person, context) };
    const body = { ...what, legalBasis: basis, reason };
    const asked = await server.post(context.inWorkspace('/erasures'), body, z.looseObject(erasure.shape));
    const { sentences } = await server.get(context.inWorkspace('/storage-notes'), notes);
    const { id, state, subject, subjectName, positions, legalBasis, hold } = asked;
    const result = { id, state, subject, subjectName, positions, legalBasis, hold, notes: sentences };
    return { output: result, text: describe(result, context), exitCode: 0 };
  },
});

async function findOne(words: string, context: CommandContext): Promise<string> {
  const server = await context.connect();
  const { items } = await server.get(
    context.inWorkspace(`/subjects?search=${encodeURIComponent(words)}`),
    subjects,
  );
  const [only] = items;
  if (only === undefined) throw wrongUse('nobody known fits these words', 'try the mail address');
  if (items.length > 1) {
    const ids = items.slice(0, 10).map((item) => `${item.subject} ${item.name ?? ''}`.trim());
    throw wrongUse(
      `${items.length} people fit these words: ${ids.join('; ')}`,
      'name one of them by `sub_…`',
    );
  }
  return only.subject;
}

function describe(result: z.input<typeof output>, { look }: CommandContext): string {
  const what = `${plural(result.positions, 'payload')}${result.subjectName === null ? '' : ` of ${result.subjectName}`}`;
  const next =
    result.hold === null
      ? 'Nothing is erased yet: another person, an owner, approves it in the app.'
      : `The legal hold ${result.hold} covers it, and wins over any approval until it is lifted.`;
  return [
    `Asked for the erasure of ${what}: ${look.strong(result.id)}`,
    next,
    '',
    ...result.notes.map((note) => look.faint(`- ${note}`)),
  ].join('\n');
}
