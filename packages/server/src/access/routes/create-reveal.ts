import { z } from 'zod';
import { defineRoute, refuse } from '../../platform/index.ts';
import { requestReveal } from '../disclosure/request-reveal.ts';
import { valuesShape } from '../disclosure/reveal-shapes.ts';
import { revealFields } from '../disclosure/reveals.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/reveals',
  summary: 'Shows one masked value for a quarter of an hour, for a reason that is written down',
  permission: { action: 'reveal.create', needs: 'workspace' },
  params: z.object({ workspace: z.string() }),
  body: z.object({
    /** A pseudonym, or the twelve digits by which a masked value names it. */
    subject: z
      .string()
      .regex(/^(sub_[0-9a-f-]{36}|[0-9a-f]{12})$/)
      .optional(),
    /** The entry whose free text is masked. */
    position: z.int().min(0).optional(),
    field: z.enum(revealFields),
    /** At least ten characters. */
    reason: z.string().max(2_000),
  }),
  response: z.object({
    /** `waiting`: beyond what one person may see in an hour, somebody else has to agree. */
    state: z.enum(['shown', 'waiting', 'erased']),
    id: z.string().nullable(),
    values: valuesShape,
    until: z.string().nullable(),
  }),
  handler: async ({ workspaceId, actor, body, may }, services) => {
    const { subject = null, position = null, field, reason } = body;
    if ((subject === null) === (position === null)) refuse('bad-request', 'name a person or an entry');
    if ((field === 'text') !== (position !== null)) refuse('bad-request', 'an entry is revealed as `text`');
    if (position !== null && !may({}, 'ledger.read')) refuse('not-found');
    const order = { workspaceId, actor, subject, entryPosition: position, field, reason };
    const revealed = await requestReveal(order, services);
    if (revealed.state === 'erased') return { state: 'erased' as const, id: null, values: {}, until: null };
    const { id, until } = revealed.reveal;
    return { state: revealed.state, id, until, values: revealed.state === 'shown' ? revealed.values : {} };
  },
});
