import type { Entry } from '@daybook/ledger';
import { z } from 'zod';
import { defineRoute, pageOf, personalText, Refusal, type Services, type Tx } from '../../platform/index.ts';
import { readPayloads } from '../read-payloads.ts';
import { type FoundEntry, searchEntries } from '../search/search-entries.ts';
import { disclosedSummary } from '../summarise-entry.ts';

const item = z.object({
  position: z.int(),
  index: z.int(),
  id: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  observedAt: z.string(),
  occurredAt: z.string().nullable(),
  actor: z.object({ id: z.string(), kind: z.string() }),
  refs: z.array(z.string()),
  summary: personalText,
});

type Item = z.input<typeof item>;

/** A day means its beginning in UTC. */
const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/ledger/entries',
  summary: 'Entries of all logs, newest first: by position, id, beginning of a type, actor, ref and time',
  permission: { action: 'ledger.list', needs: 'workspace', discloses: ['text'] },
  exportAs: 'ledger',
  params: z.object({ workspace: z.string() }),
  query: z.object({
    /** A position: entries below it. */
    before: z.coerce.number().int().min(0).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
    /** The beginning of a type, such as `pull.`. */
    type: z.string().max(80).optional(),
    /** A position, an entry's id, the beginning of a type, or that of an id named by the entry. */
    search: z.string().max(200).optional(),
    actor: z.string().max(100).optional(),
    ref: z.string().max(200).optional(),
    /** Recorded in the half-open range of instants. */
    from: instant.optional(),
    to: instant.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: pageOf(item).extend({
    /** How far back this request looked when it paused before the ledger's beginning; `nextCursor` goes on there. */
    searchedBackTo: z.object({ position: z.int(), recordedAt: z.string() }).nullable(),
  }),
  handler: async ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { found, next, searchedBackTo } = await searchEntries(tx, {
        before: query.before ?? (query.cursor === undefined ? null : Number(query.cursor)),
        type: query.type ?? null,
        search: query.search ?? null,
        actor: query.actor ?? null,
        ref: query.ref ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
        limit: query.limit,
      });
      const items = await itemsOf(tx, found, services);
      return { items, nextCursor: next === null ? null : String(next), searchedBackTo };
    }),
});

async function itemsOf(tx: Tx, found: readonly FoundEntry[], services: Services): Promise<Item[]> {
  const bodies = await readBodies(tx, found, services);
  return found.map(({ position, index, entry }) => {
    const { id, type, recordedAt, observedAt, occurredAt, actor, refs } = entry;
    const summary = disclosedSummary(entry, bodies.get(position), position);
    return { position, index, id, type, recordedAt, observedAt, occurredAt, actor, refs: [...refs], summary };
  });
}

/** Payloads by position; none where the master key is missing, for the lines themselves can be read without it. */
async function readBodies(
  tx: Tx,
  placed: readonly { readonly position: number; readonly entry: Entry }[],
  services: Services,
): Promise<ReadonlyMap<number, unknown>> {
  const ids = placed.map(({ position, entry }) => ({ position, id: entry.id }));
  try {
    const payloads = await readPayloads(tx, ids, services);
    return new Map(payloads.map((payload) => [payload.position, JSON.parse(payload.body.toString('utf8'))]));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return new Map();
    throw error;
  }
}
