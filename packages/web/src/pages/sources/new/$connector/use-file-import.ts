import { type ConnectorCard, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../app/api.ts';
import { navigateTo } from '../../../../app/navigate.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { columnsOf, lookAgain, rememberColumns, saidOf, type Upload, uploadAndLook } from './bring-file.ts';
import { type Columns, hasFixedColumns } from './column-mapping.tsx';

type Order = {
  readonly upload: Upload;
  readonly values: Readonly<Record<string, string>>;
  /** The connection whose list this file replaces; empty for a new one. */
  readonly connection: string;
  /** What such files are called from now on; null where nothing is to be remembered. */
  readonly remember: string | null;
};

const nothingSaid: Columns = { kind: '', mapping: {}, sheet: null, roles: {} };

/** The two steps of a file: look at it, then bring it in with the columns as confirmed. */
export function useFileImport(connector: ConnectorCard) {
  const path = useWorkspacePath();
  const [columns, setColumns] = useState<Columns>(nothingSaid);
  const [seen, setSeen] = useState<Upload | null>(null);
  const show = (upload: Upload) => {
    setSeen(upload);
    setColumns(columnsOf(upload.preview));
  };
  const look = useMutation({
    mutationFn: (file: File) => uploadAndLook(path, connector.id, file),
    onSuccess: show,
  });
  /** Looks again with what is said now: other rows, other roles. */
  const relook = useMutation({
    mutationFn: async ({ upload, said }: { upload: Upload; said: Columns }) => {
      const settings = saidOf({ ...said, roles: {} });
      return {
        ...upload,
        preview: await lookAgain(path, { connector: connector.id, upload: upload.upload, settings }),
      };
    },
    onSuccess: (upload, { said }) => {
      setSeen(upload);
      const found = columnsOf(upload.preview);
      setColumns(said.kind === '' ? found : { ...said, mapping: found.mapping, roles: found.roles });
    },
  });
  const change = (said: Columns) => {
    const needsLook =
      said.kind !== columns.kind ||
      said.sheet !== columns.sheet ||
      said.mapping.roles !== columns.mapping.roles;
    setColumns(said);
    if (needsLook && seen !== null) relook.mutate({ upload: seen, said });
  };
  const bring = useBringFile(connector, columns);
  const forget = useMutation({
    mutationFn: async (fingerprint: string) => {
      await read(
        api.DELETE('/api/workspaces/{workspace}/file-mappings/{fingerprint}', {
          params: { path: { ...path, fingerprint } },
        }),
      );
      if (seen !== null) relook.mutate({ upload: seen, said: nothingSaid });
    },
  });
  const reset = () => {
    look.reset();
    bring.reset();
    setSeen(null);
  };
  return {
    look,
    seen,
    bring,
    forget,
    reset,
    columns,
    change,
    isLooking: relook.isPending,
    lookError: relook.error,
  };
}

/** Imports a file with its columns as confirmed, and remembers them first where that was asked for. */
function useBringFile(connector: ConnectorCard, columns: Columns) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: async ({ upload: { upload: id, preview }, values, connection, remember }: Order) => {
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
      const settings = { ...given, ...(!hasFixedColumns(preview) && saidOf(columns)) };
      const order = { connector: connector.id, fingerprint: preview.fingerprint, given };
      if (remember !== null) await rememberColumns(path, order, { columns, name: remember });
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
}
