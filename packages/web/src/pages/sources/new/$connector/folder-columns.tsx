import type { ConnectorCard } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { Button } from '../../../../components/button.tsx';
import { TextField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { columnsOf, lookAgain, rememberColumns, saidOf, type Upload } from './bring-file.ts';
import { ColumnMapping, type Columns } from './column-mapping.tsx';
import { en } from './en.ts';
import { RoleRightsTable } from './role-rights-table.tsx';

const texts = textsOf({ en });

type FolderColumnsProps = {
  readonly connector: ConnectorCard;
  readonly upload: Upload;
  readonly onBack: () => void;
  /** With the file as it is read from now on. */
  readonly onKept: (upload: Upload) => void;
};

/** What the columns of one file of a folder are, said once and remembered for all files like it. */
export function FolderColumns({ connector, upload, onBack, onKept }: FolderColumnsProps) {
  const { looked, columns, setColumns, change, name, setName, system, setSystem, relook, keep } =
    useColumnsOf({ connector, upload, onKept });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const hasSystem = columns.kind !== 'person';
  return (
    <form onSubmit={submit} className="space-y-5">
      <ColumnMapping name={upload.name} preview={looked.preview} columns={columns} onChange={change} />
      {['account', 'grant'].includes(columns.kind) && (
        <RoleRightsTable
          roles={looked.preview.roles}
          said={columns.roles}
          onChange={(roles) => setColumns({ ...columns, roles })}
        />
      )}
      <div className="max-w-xl space-y-4">
        {hasSystem && columns.mapping.system === undefined && (
          <TextField
            label={texts.folder.system}
            help={texts.folder.systemHelp}
            required
            maxLength={200}
            value={system}
            onChange={(event) => setSystem(event.target.value)}
          />
        )}
        <TextField
          label={texts.remember.name}
          help={texts.remember.help}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <FormProblem error={relook.error ?? keep.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={keep.isPending || relook.isPending}>
            {texts.folder.keepColumns}
          </Button>
          <Button onClick={onBack}>{texts.folder.back}</Button>
        </div>
      </div>
    </form>
  );
}

/** What is said of the columns so far, looked at again whenever it changes what the rows are. */
function useColumnsOf({ connector, upload, onKept }: Omit<FolderColumnsProps, 'onBack'>) {
  const path = useWorkspacePath();
  const [looked, setLooked] = useState(upload);
  const [columns, setColumns] = useState<Columns>(() => columnsOf(upload.preview));
  const [name, setName] = useState(upload.name.replace(/\.[^.]*$/, '').slice(0, 200));
  const [system, setSystem] = useState(upload.preview.system ?? '');
  const look = (settings: Readonly<Record<string, unknown>>) =>
    lookAgain(path, { connector: connector.id, upload: upload.upload, settings });
  const relook = useMutation({
    mutationFn: (said: Columns) => look(saidOf({ ...said, roles: {} })),
    onSuccess: (preview, said) => {
      setLooked({ ...upload, preview });
      const found = columnsOf(preview);
      setColumns({ ...said, mapping: found.mapping, roles: found.roles });
    },
  });
  const keep = useMutation({
    mutationFn: async () => {
      const { fingerprint } = looked.preview;
      const given: Readonly<Record<string, string>> = system === '' ? {} : { system };
      await rememberColumns(path, { connector: connector.id, fingerprint, given }, { columns, name });
      return look({});
    },
    onSuccess: (preview) => onKept({ ...upload, preview }),
  });
  const change = (said: Columns) => {
    const needsLook =
      said.kind !== columns.kind ||
      said.sheet !== columns.sheet ||
      said.mapping.roles !== columns.mapping.roles;
    setColumns(said);
    if (needsLook) relook.mutate(said);
  };
  return { looked, columns, setColumns, change, name, setName, system, setSystem, relook, keep };
}
