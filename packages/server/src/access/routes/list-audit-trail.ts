import { z } from 'zod';
import { payloadDiscloses } from '../../ledger/index.ts';
import { defineRoute, pageOf, personalText } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { disclosingAction } from '../disclosure/disclose.ts';
import { listTrail } from '../self/list-trail.ts';
import { kindRules, trailKinds } from '../self/trail-kinds.ts';

const person = z.enum(['person', 'service', 'system', 'erased', 'unreadable', 'unknown']);
const values = z.array(z.object({ name: z.string(), value: personalText }));

const item = z.object({
  position: z.int(),
  at: z.string(),
  type: z.string(),
  kind: z.enum(trailKinds),
  /** Who did it, by pseudonym. */
  actor: z.string(),
  actorState: person,
  actorName: personalText.nullable(),
  /** Somebody else whom it is about. */
  about: z.object({ subject: z.string(), state: person, name: personalText.nullable() }).nullable(),
  /** One plain sentence. */
  what: personalText,
  before: values.nullable(),
  after: values.nullable(),
  payload: z.enum(['present', 'none', 'erased', 'unreadable']),
});

/** A day means its beginning in UTC. */
const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/audit-trail',
  summary: 'Who did what, when, with before and after: entries of the ledger in plain words, newest first',
  permission: { action: 'audit-trail.list', needs: 'workspace', discloses: payloadDiscloses },
  params: z.object({ workspace: z.string() }),
  query: z.object({
    cursor: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
    /** A position, an entry's id, words of the sentence, a member's name, or an id that acted or is named. */
    search: z.string().max(200).optional(),
    /** A pseudonym. */
    actor: z.string().max(100).optional(),
    /** Kinds, parted by commas; without it all that one may see. */
    kind: z
      .string()
      .max(200)
      .optional()
      .transform((text) => (text === undefined || text === '' ? [...trailKinds] : text.split(',')))
      .pipe(z.array(z.enum(trailKinds))),
    /** Recorded in the half-open range of instants. */
    from: instant.optional(),
    to: instant.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: pageOf(item).extend({
    /** What one may see at all; other kinds do not exist. */
    kinds: z.array(z.enum(trailKinds)),
    /** How far back this request looked when it paused before the ledger's beginning; `nextCursor` goes on there. */
    searchedBackTo: z.object({ position: z.int(), recordedAt: z.string() }).nullable(),
  }),
  handler: async ({ workspaceId, query, may }, services) => {
    const { permissions } = accessOf(services);
    const visible = trailKinds.filter((kind) => {
      const { action } = kindRules[kind];
      return may({}, permissions.actions.includes(action) ? action : 'audit-trail.list');
    });
    const { cursor, search = null, actor = null, from = null, to = null, limit, kind } = query;
    const asked = {
      kinds: kind.filter((one) => visible.includes(one)),
      before: cursor === undefined ? null : Number(cursor),
      mayFindByName: may({ kind: 'member' }, disclosingAction('name')),
    };
    const { items, next, searchedBackTo } = await listTrail(
      workspaceId,
      { search, actor, from, to, limit, ...asked },
      services,
    );
    return {
      items: items.map(({ before, after, ...rest }) => ({
        ...rest,
        before: before && [...before],
        after: after && [...after],
      })),
      nextCursor: next === null ? null : String(next),
      kinds: visible,
      searchedBackTo,
    };
  },
});
