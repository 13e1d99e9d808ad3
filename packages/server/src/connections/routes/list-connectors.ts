import type { Connector } from '@daybook/kit';
import { z } from 'zod';
import { defineRoute } from '../../platform/index.ts';

const field = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  input: z.enum(['text', 'secret', 'path', 'file', 'url']),
  isRequired: z.boolean(),
  suggestion: z.string().nullable(),
});

export const route = defineRoute({
  method: 'GET',
  path: '/api/connectors',
  summary: 'Lists what can be connected, with the fields each connection needs',
  permission: { action: 'connector.list', needs: 'signed-in' },
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        summary: z.string(),
        history: z.enum(['full', 'since-connect', 'none']),
        isUnproven: z.boolean(),
        emits: z.array(z.string()),
        fields: z.array(field),
        readsPath: z.boolean(),
      }),
    ),
  }),
  handler: async (_input, { catalog, settings }) => ({
    items: [...catalog.connectors.values()].filter(isOffered).map((connector) => ({
      id: connector.id,
      name: connector.name,
      summary: connector.summary,
      history: connector.history,
      isUnproven: connector.isUnproven,
      emits: [...connector.emits],
      fields: connector.fields.map((item) => ({
        ...item,
        suggestion: item.input === 'path' && connector.id === 'git' ? settings.repositoryDir : null,
      })),
      readsPath: connector.settingsFromPath !== undefined && settings.mayReadLocalPaths,
    })),
  }),
});

/** Daybook itself is connected already, in every workspace. */
function isOffered({ isOwn }: Connector): boolean {
  return isOwn !== true;
}
