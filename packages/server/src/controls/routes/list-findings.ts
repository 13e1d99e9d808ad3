import { z } from 'zod';
import { itemDiscloses } from '../../facts/index.ts';
import { defineRoute, pageOf, pageQuery, personalText } from '../../platform/index.ts';
import { countsShape } from '../control-shapes.ts';
import { listFindings } from '../list-findings.ts';

const outcomeShape = z.enum(['pass', 'fail', 'unknown', 'not-applicable']);

const findingShape = z.object({
  check: z.string(),
  version: z.int(),
  kind: z.string(),
  scope: z.string(),
  key: z.string(),
  title: personalText,
  outcome: outcomeShape,
  code: z.string(),
  reason: z.string(),
  settle: z.string().nullable(),
  position: z.int(),
  occurredAt: z.string().nullable(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/workspaces/:workspace/controls/:control/findings',
  summary: 'What the checks of one control say of each item',
  permission: { action: 'finding.list', needs: 'workspace', discloses: itemDiscloses },
  exportAs: 'findings',
  params: z.object({ workspace: z.string(), control: z.string() }),
  query: pageQuery.extend({ outcome: outcomeShape.optional() }),
  response: pageOf(findingShape).extend({ counts: countsShape }),
  handler: async ({ params, query, workspaceId }, services) => {
    const asked = {
      control: params.control,
      outcome: query.outcome,
      cursor: query.cursor,
      limit: query.limit,
    };
    const page = await services.database.withWorkspace(workspaceId, (tx) =>
      listFindings(tx, asked, services),
    );
    return { ...page, items: [...page.items] };
  },
});
