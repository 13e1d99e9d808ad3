import { type ConnectorCard, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../app/api.ts';
import { navigateTo } from '../../../../app/navigate.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { type Columns, type FilePreview, hasFixedColumns } from './column-mapping.tsx';

export type Upload = { readonly upload: string; readonly name: string; readonly preview: FilePreview };

type Order = {
  readonly upload: Upload;
  readonly values: Readonly<Record<string, string>>;
  /** The connection whose list this file replaces; empty for a new one. */
  readonly connection: string;
};

/** The two steps of a file: look at it, then bring it in with the columns as confirmed. */
export function useFileImport(connector: ConnectorCard) {
  const path = useWorkspacePath();
  const [columns, setColumns] = useState<Columns>({ kind: '', mapping: {} });
  const look = useMutation({
    mutationFn: async (file: File): Promise<Upload> => {
      const uploaded = await upload(path, file);
      const preview = await read(
        api.POST('/api/workspaces/{workspace}/uploads/{upload}/preview', {
          params: { path: { ...path, upload: uploaded.upload } },
          body: { connector: connector.id },
        }),
      );
      setColumns({ kind: preview.guess?.kind ?? 'person', mapping: preview.guess?.mapping ?? {} });
      return { ...uploaded, preview };
    },
  });
  const bring = useMutation({
    mutationFn: async ({ upload: { upload: id, preview }, values, connection }: Order) => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
      const settings = { ...given, ...(!hasFixedColumns(preview) && confirmed(columns)) };
      const body = {
        connector: connector.id,
        upload: id,
        settings,
        ...(connection !== '' && { connection }),
      };
      const { pull } = await read(
        api.POST('/api/workspaces/{workspace}/imports', { params: { path }, body }),
      );
      navigateTo(`/sources/pulls/${pull}`, { replace: true });
    },
  });
  const reset = () => {
    look.reset();
    bring.reset();
  };
  return { look, bring, reset, columns, setColumns };
}

/** What each row is, and the columns where any was named; with none the connector looks for them itself. */
function confirmed({ kind, mapping }: Columns) {
  return Object.keys(mapping).length > 0 ? { kind, mapping } : { kind };
}

function upload(path: { readonly workspace: string }, file: File) {
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
