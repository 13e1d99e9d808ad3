import { SourceError } from '@daybook/kit';
import { redactText } from '@daybook/redaction';
import { z } from 'zod';
import { needConnector } from '../../connections/index.ts';
import { defineRoute, Personal, type PersonalClass, personalText, refuse } from '../../platform/index.ts';
import { findUpload } from '../uploads.store.ts';

export const route = defineRoute({
  method: 'POST',
  path: '/api/workspaces/:workspace/uploads/:upload/preview',
  summary: 'What an uploaded file looks like and what its columns seem to be; nothing is recorded',
  permission: {
    action: 'upload.preview',
    needs: 'workspace',
    discloses: ['name', 'email', 'login', 'phone', 'other'],
  },
  params: z.object({ workspace: z.string(), upload: z.string() }),
  body: z.object({ connector: z.string().max(80).default('table') }),
  response: z.object({
    format: z.string(),
    headers: z.array(z.string()),
    /** A few rows, free text redacted; whole only for who brought the file or may see the values of people. */
    rows: z.array(z.array(personalText)),
    guess: z.object({ kind: z.string(), mapping: z.record(z.string(), z.string()) }).nullable(),
  }),
  handler: async ({ workspaceId, params, body }, services) => {
    const upload = await services.database.withWorkspace(workspaceId, (tx) => findUpload(tx, params.upload));
    if (upload === null) refuse('upload-unknown');
    const connector = needConnector(services, body.connector);
    if (connector.previewFile === undefined) {
      refuse('settings-invalid', `connector \`${connector.id}\` does not read files`);
    }
    const preview = await connector.previewFile(upload.path).catch((error: unknown) => {
      if (error instanceof SourceError) refuse('settings-invalid', error.message, error.hint);
      throw error;
    });
    const mapping = Object.entries(preview.guess.mapping).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const classes = preview.headers.map((header) => classOf(mapping, header));
    const shown = (cell: string, personalClass: PersonalClass, by: string | null) => {
      const value = redactText(cell, services.catalog.detectors).text;
      const author = by === null ? {} : { author: by };
      return new Personal([{ class: personalClass, value, of: 'upload', subject: null, ...author }]);
    };
    return {
      format: preview.format,
      headers: [...preview.headers],
      rows: preview.rows.map((row) => row.map((cell, i) => shown(cell, classes[i] ?? 'other', upload.by))),
      guess: { kind: preview.guess.kind, mapping: Object.fromEntries(mapping) },
    };
  },
});

/** By the field a column seems to be; a column nobody has understood may hold anything. */
function classOf(mapping: readonly (readonly [string, string])[], header: string): PersonalClass {
  const fields = mapping.filter(([, column]) => column === header).map(([field]) => field.toLowerCase());
  const classes = ['email', 'login', 'phone', 'name'] as const;
  return classes.find((one) => fields.some((field) => field.includes(one))) ?? 'other';
}
