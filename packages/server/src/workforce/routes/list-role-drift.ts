import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { calledBy, readIdentities } from '../../intake/index.ts';
import { defineRoute, Personal, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { requestDiscloses } from '../requests/request-shapes.ts';
import { listDrift } from '../role-changes/list-drift.ts';

const rights = z.array(z.enum(dangerousRights));

const driftShape = z.object({
  system: z.string(),
  /** No role has a template on this system. */
  needsReview: z.boolean(),
  isWhole: z.boolean(),
  people: z.array(
    z.object({
      name: personalText,
      person: z.string().nullable(),
      role: z.string().nullable(),
      beyond: rights,
      untold: rights,
    }),
  ),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/role-drift',
  summary: 'Who may do more than their role’s template, system by system, and systems without a template',
  permission: { action: 'role-change.read', needs: 'workspace', discloses: requestDiscloses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(driftShape),
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const { systems, next } = await listDrift(
        tx,
        { after: query.cursor ?? '', limit: query.limit },
        services,
      );
      const subjects = systems.flatMap(({ drifts }) => drifts.map(({ person, holder }) => person ?? holder));
      const names = await readIdentities(tx, subjects, services);
      const items = systems.map(({ drifts, ...system }) => ({
        ...system,
        people: drifts.map(({ person, holder, role, beyond, untold }) => {
          const who = person ?? holder;
          const name = new Personal([calledBy(who, names.get(who))]);
          return { name, person, role, beyond: [...beyond], untold: [...untold] };
        }),
      }));
      return { items, nextCursor: next };
    }),
});
