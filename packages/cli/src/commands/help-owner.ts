import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { couldNotLook } from '../command-error.ts';

const members = z.looseObject({
  items: z.array(z.looseObject({ subject: z.string(), role: z.string() })),
  nextCursor: z.string().nullable(),
});
const output = z.object({ link: z.string(), expiresAt: z.string() });
const answer = z.object({
  state: z.enum(['waiting', 'ready']),
  link: z.string().nullable(),
  expiresAt: z.string(),
});

export const command = defineCommand({
  name: 'help-owner',
  summary: 'a one-time link for the only owner, who lost password, second factor or both',
  arguments: [],
  options: [],
  input: z.object({}),
  jsonSchema: output,
  example: 'help-owner',
  run: async (_input, context) => {
    const server = await context.connect();
    const owner = await findOwner((cursor) =>
      server.get(context.inWorkspace(`/members?limit=200${cursor}`), members),
    );
    const path = context.inWorkspace(`/members/${encodeURIComponent(owner)}/reset`);
    const { link, expiresAt } = await server.post(path, {}, answer);
    if (link === null) throw new Error('the server helps an only owner at once');
    const text = [
      'Whoever opens this chooses a new password and enrols a second factor anew. It works once, for a day:',
      `  ${context.look.strong(link)}`,
      ...(link.startsWith('/')
        ? [context.look.faint('Put the address of this Daybook in front of it.')]
        : []),
      context.look.faint(
        'Every session of the owner ends with it, and the ledger says that it was made here.',
      ),
    ].join('\n');
    return { output: { link, expiresAt }, text, exitCode: 0 };
  },
});

type Page = z.output<typeof members>;

/** The server itself refuses where there are several: one of the others helps then. */
async function findOwner(read: (cursor: string) => Promise<Page>): Promise<string> {
  for (let cursor = ''; ; ) {
    const page = await read(cursor);
    const owner = page.items.find(({ role }) => role === 'owner');
    if (owner !== undefined) return owner.subject;
    if (page.nextCursor === null) {
      const hint = 'start the server and open the link it prints; that makes the first owner';
      throw couldNotLook('not-found', 'this workspace has no owner yet', hint);
    }
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}
