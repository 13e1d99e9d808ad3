import { read } from '@daybook/client';
import { api } from '../../../../app/api.ts';
import type { Columns, FilePreview } from './column-mapping.tsx';

type Workspace = { readonly workspace: string };
export type Upload = { readonly upload: string; readonly name: string; readonly preview: FilePreview };

/** Hands a file over and looks at it; nothing is recorded yet. */
export async function uploadAndLook(path: Workspace, connector: string, file: File): Promise<Upload> {
  const uploaded = await upload(path, file);
  return {
    ...uploaded,
    preview: await lookAgain(path, { connector, upload: uploaded.upload, settings: {} }),
  };
}

type Look = {
  readonly connector: string;
  readonly upload: string;
  readonly settings: Readonly<Record<string, unknown>>;
};

export function lookAgain(path: Workspace, { connector, upload: id, settings }: Look): Promise<FilePreview> {
  return read(
    api.POST('/api/workspaces/{workspace}/uploads/{upload}/preview', {
      params: { path: { ...path, upload: id } },
      body: { connector, settings },
    }),
  );
}

/** What is said of a file as the reader of files takes it; what was not said it looks for itself. */
export function saidOf({ kind, mapping, sheet, roles }: Columns): Readonly<Record<string, unknown>> {
  return {
    ...(kind !== '' && { kind }),
    ...(Object.keys(mapping).length > 0 && { mapping }),
    ...(Object.keys(roles).length > 0 && { roles }),
    ...(sheet !== null && { sheet }),
  };
}

export function columnsOf({ guess, roles, sheet, sheets }: FilePreview): Columns {
  return {
    kind: guess?.kind ?? 'person',
    mapping: guess?.mapping ?? {},
    sheet: sheets.length > 1 ? sheet : null,
    roles: Object.fromEntries(roles.map((one) => [one.role, one.rights])),
  };
}

function upload(path: Workspace, file: File) {
  const form = new FormData();
  form.append('file', file);
  return read(
    api.POST('/api/workspaces/{workspace}/uploads', {
      params: { path },
      // The route takes a multipart form, which its description leaves open.
      body: form as never,
      bodySerializer: (body) => body,
    }),
  );
}

type Remembered = {
  readonly connector: string;
  readonly fingerprint: string | null;
  readonly given: Readonly<Record<string, string>>;
};

/** Remembers what the columns of such files are; nothing where nobody said what any of them is. */
export async function rememberColumns(
  path: { readonly workspace: string },
  { connector, fingerprint, given }: Remembered,
  { columns: { kind, mapping, roles }, name }: { readonly columns: Columns; readonly name: string },
): Promise<void> {
  if (fingerprint === null || Object.keys(mapping).length === 0) return;
  const settings = {
    kind,
    mapping: { ...mapping },
    roles: { ...roles },
    ...(given.system && { system: given.system }),
  };
  await read(
    api.POST('/api/workspaces/{workspace}/file-mappings', {
      params: { path },
      body: { connector, fingerprint, name, settings },
    }),
  );
}
