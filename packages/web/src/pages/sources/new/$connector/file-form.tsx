import type { ConnectorCard } from '@daybook/client';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../../components/button.tsx';
import { FileField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { en } from './en.ts';
import { FolderStep } from './folder-step.tsx';
import { useFileImport } from './use-file-import.ts';

const texts = textsOf({ en });

/** A file is looked at first, its columns confirmed, and only then imported; several are looked at together. */
export function FileForm({ connector }: { connector: ConnectorCard }) {
  const steps = useFileImport(connector);
  const [folder, setFolder] = useState<readonly File[]>([]);
  if (folder.length > 0)
    return <FolderStep connector={connector} files={folder} onReset={() => setFolder([])} />;
  return steps.seen ? (
    <ConfirmStep connector={connector} steps={steps} upload={steps.seen} />
  ) : (
    <ChooseStep connector={connector} look={steps.look} onSeveral={setFolder} />
  );
}

type ChooseProps = {
  readonly connector: ConnectorCard;
  readonly look: ReturnType<typeof useFileImport>['look'];
  readonly onSeveral: (files: readonly File[]) => void;
};

function ChooseStep({ connector, look, onSeveral }: ChooseProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const field = connector.fields.find(({ input }) => input === 'file');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = files;
    if (files.length > 1) onSeveral(files);
    else if (first !== undefined) look.mutate(first);
  };
  return (
    <form onSubmit={submit} className="max-w-xl space-y-4">
      <FileField
        label={field?.label ?? connector.name}
        help={`${field?.help ?? ''} ${texts.folder.several}`.trim()}
        required
        multiple
        onChange={(event) => setFiles([...(event.target.files ?? [])])}
      />
      <FormProblem error={look.error} />
      <Button type="submit" look="primary" isBusy={look.isPending}>
        {files.length > 1 ? texts.lookAll(files.length) : texts.look}
      </Button>
    </form>
  );
}
