import { z } from 'zod';
import { defineRoute, pageOf, pageQuery } from '../../platform/index.ts';
import { nameClasses } from '../access-list/access-shapes.ts';
import { namesOf } from '../access-list/list-access.ts';
import { gapsOf } from '../visibility/compare-visibility.ts';
import { listDataClasses } from '../visibility/data-classes.store.ts';
import { readVisibility } from '../visibility/read-visibility.ts';
import {
  comparedClassShape,
  viewComparedClass,
  viewerShape,
  viewViewer,
} from '../visibility/visibility-shapes.ts';

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/data-visibility',
  summary: 'Who can see which class of data, who need not, and of whom that cannot be told',
  permission: { action: 'data-class.read', needs: 'workspace', discloses: nameClasses },
  params: z.object({ workspace: z.string() }),
  query: pageQuery,
  response: pageOf(viewerShape).extend({
    classes: z.array(comparedClassShape),
    totals: z.object({ viewers: z.int(), beyond: z.int(), open: z.int() }),
  }),
  handler: ({ workspaceId, query: { cursor, limit } }, services) =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const classes = await listDataClasses(tx);
      const { rows, systems } = await readVisibility(tx, classes, services);
      // The order is made anew each time; who is gone since lets the next page begin at the start.
      const from = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1;
      const page = rows.slice(from, from + limit);
      const nameOf = await namesOf(tx, page, services);
      return {
        items: page.map((row) => viewViewer(row, nameOf)),
        nextCursor: from + limit < rows.length ? (page.at(-1)?.id ?? null) : null,
        classes: classes.map((one) => viewComparedClass(one, gapsOf(one, systems))),
        totals: {
          viewers: rows.length,
          beyond: rows.filter((row) => row.beyond > 0).length,
          open: rows.filter((row) => row.open > 0).length,
        },
      };
    }),
});
