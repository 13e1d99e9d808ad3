import { z } from 'zod';
import { readIdentities } from '../../intake/index.ts';
import { defineRoute, pageOf, pageQuery, refuse } from '../../platform/index.ts';
import { listNewestGains } from '../requests/gains.store.ts';
import { isException, type JudgedGain, judgeGains } from '../requests/judge-gains.ts';
import { gainShape, requestDiscloses, viewGain } from '../requests/request-shapes.ts';

const scannedMax = 2_000;
const cursorShape = z.tuple([z.string(), z.string(), z.string()]);

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/access-gains',
  summary:
    'Access that appeared, newest first, and the request each rests on; a page may be short before the last one',
  permission: { action: 'access-request.read', needs: 'workspace', discloses: requestDiscloses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery.extend({ only: z.enum(['all', 'exceptions']).default('all') }),
  response: pageOf(gainShape),
  exportAs: 'access-gains',
  handler: ({ workspaceId, query }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const now = services.clock.now();
      const shown: JudgedGain[] = [];
      let after = placeOf(query.cursor);
      for (let scanned = 0; scanned < scannedMax && shown.length < query.limit; ) {
        const page = await listNewestGains(tx, { after, limit: query.limit });
        for (const gain of await judgeGains(tx, page, now)) {
          if (shown.length >= query.limit) break;
          after = gain;
          if (query.only === 'all' || isException(gain)) shown.push(gain);
        }
        scanned += page.length;
        if (page.length < query.limit) {
          const last = page.at(-1);
          if (last === undefined || (after?.grant === last.grant && after.system === last.system))
            after = null;
          break;
        }
      }
      const subjects = shown.map(({ person, holder }) => person ?? holder);
      const names = await readIdentities(tx, subjects, services);
      return { items: shown.map((gain) => viewGain(gain, names)), nextCursor: cursorOf(after) };
    }),
});

type Place = { readonly firstSeenAt: string; readonly system: string; readonly grant: string };

function cursorOf(place: Place | null): string | null {
  if (place === null) return null;
  return Buffer.from(JSON.stringify([place.firstSeenAt, place.system, place.grant])).toString('base64url');
}

function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const told: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [firstSeenAt, system, grant] = cursorShape.parse(told);
    return { firstSeenAt, system, grant };
  } catch {
    return refuse('bad-request', 'the cursor is not one of this list');
  }
}
