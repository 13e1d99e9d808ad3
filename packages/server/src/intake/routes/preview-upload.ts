import { type FilePreview, SourceError } from '@daybook/kit';
import { redactText } from '@daybook/redaction';
import { z } from 'zod';
import { needConnector } from '../../connections/index.ts';
import {
  defineRoute,
  Personal,
  type PersonalClass,
  personalText,
  refuse,
  type Services,
  type WorkspaceId,
} from '../../platform/index.ts';
import { continuedConnection, type LookedAt, lookAtFile } from '../look-at-file.ts';
import { findUpload } from '../uploads.store.ts';

const answer = z.enum(['yes', 'no', 'unknown']);

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
  body: z.object({
    connector: z.string().max(80).default('table'),
    /** What was said of the file so far, e.g. which columns are what. */
    settings: z.record(z.string(), z.unknown()).default({}),
  }),
  response: z.object({
    format: z.string(),
    headers: z.array(z.string()),
    /** A few rows, free text redacted; whole only for who brought the file or may see the values of people. */
    rows: z.array(z.array(personalText)),
    guess: z.object({ kind: z.string(), mapping: z.record(z.string(), z.string()) }).nullable(),
    /** The vendor's export it was recognised as. */
    recognised: z.object({ id: z.string(), name: z.string(), title: z.string(), url: z.string() }).nullable(),
    /** What was said of files with these columns before; the guess follows it. */
    saved: z.object({ name: z.string(), savedAt: z.string() }).nullable(),
    fingerprint: z.string().nullable(),
    system: z.string().nullable(),
    sheets: z.array(personalText),
    sheet: personalText.nullable(),
    /** The roles the file names, what each may do, and that in plain words. */
    roles: z.array(
      z.object({
        role: personalText,
        rights: z.object({ administer: answer, export: answer, connect: answer, publish: answer }),
        plain: z.string().nullable(),
      }),
    ),
    /** The connection whose list this file seems to be a newer copy of. */
    newerOf: z.string().nullable(),
  }),
  handler: async ({ workspaceId, params, body }, services) => {
    const upload = await services.database.withWorkspace(workspaceId, (tx) => findUpload(tx, params.upload));
    if (upload === null) refuse('upload-unknown');
    const connector = needConnector(services, body.connector);
    const file = { connector, path: upload.path, said: body.settings };
    const looked = await lookAtFile(file, workspaceId, services).catch((error: unknown) => {
      if (error instanceof SourceError) refuse('settings-invalid', error.message, error.hint);
      throw error;
    });
    if (looked === null) refuse('settings-invalid', `connector \`${connector.id}\` does not read files`);
    const newerOf = await newerCopyOf(looked.preview, { workspaceId, connector: connector.id }, services);
    return { ...answerOf(looked, upload.by, services), newerOf };
  },
});

function newerCopyOf(
  { fingerprint, system = null }: FilePreview,
  { workspaceId, connector }: { readonly workspaceId: WorkspaceId; readonly connector: string },
  services: Services,
): Promise<string | null> {
  if (fingerprint === undefined) return Promise.resolve(null);
  return services.database.withWorkspace(workspaceId, (tx) =>
    continuedConnection(tx, { connector, fingerprint, system }),
  );
}

function answerOf({ preview, saved }: LookedAt, by: string | null, services: Services) {
  const mapping = Object.entries(preview.guess.mapping).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const classes = preview.headers.map((header) => classOf(mapping, header));
  const author = by === null ? {} : { author: by };
  const asIs = (value: string, personalClass: PersonalClass) =>
    new Personal([{ class: personalClass, value, of: 'upload', subject: null, ...author }]);
  const shown = (cell: string, personalClass: PersonalClass) =>
    asIs(redactText(cell, services.catalog.detectors).text, personalClass);
  const {
    format,
    headers,
    rows,
    guess,
    recognised = null,
    fingerprint,
    system,
    sheets,
    sheet,
    roles,
  } = preview;
  return {
    format,
    headers: [...headers],
    rows: rows.map((row) => row.map((cell, i) => shown(cell, classes[i] ?? 'other'))),
    guess: { kind: guess.kind, mapping: Object.fromEntries(mapping) },
    recognised:
      recognised === null ? null : { id: recognised.id, name: recognised.name, ...recognised.source },
    saved: saved === null ? null : { name: saved.name, savedAt: saved.savedAt },
    fingerprint: fingerprint ?? null,
    system: system ?? null,
    sheets: (sheets ?? []).map((name) => asIs(name, 'other')),
    sheet: typeof sheet === 'string' ? asIs(sheet, 'other') : null,
    roles: (roles ?? []).map(({ role, rights, plain }) => ({
      role: shown(role, 'other'),
      rights: { ...rights },
      plain,
    })),
  };
}

/** By the field a column seems to be; a column nobody has understood may hold anything. */
function classOf(mapping: readonly (readonly [string, string])[], header: string): PersonalClass {
  const fields = mapping.filter(([, column]) => column === header).map(([field]) => field.toLowerCase());
  const classes = ['email', 'login', 'phone', 'name'] as const;
  return classes.find((one) => fields.some((field) => field.includes(one))) ?? 'other';
}
