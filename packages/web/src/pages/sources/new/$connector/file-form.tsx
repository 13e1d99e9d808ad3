import type { ConnectorCard } from '@daybook/client';
import { type FormEvent, useState } from 'react';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { Button } from '../../../../components/button.tsx';
import { FileField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { en } from './en.ts';
import { keepFolderDraft, readFolderDraft } from './folder-draft.ts';
import { type Chosen, chosenFiles } from './folder-files.ts';
import { FolderStep } from './folder-step.tsx';
import { useFileImport } from './use-file-import.ts';
import type { FolderSource } from './use-folder-import.ts';

const texts = textsOf({ en });

type Folder = Omit<Chosen, 'files'> & { readonly sources: readonly FolderSource[] };

/** A file is looked at first, its columns confirmed, and only then imported; several are looked at together. */
export function FileForm({ connector }: { connector: ConnectorCard }) {
  const steps = useFileImport(connector);
  const { workspace } = useWorkspacePath();
  const [folder, setFolder] = useState<Folder | null>(() => {
    const sources = readFolderDraft(workspace, connector.id);
    return sources.length === 0 ? null : { sources, leftOut: [], tooMany: 0 };
  });
  if (folder !== null) {
    const reset = () => {
      keepFolderDraft(workspace, connector.id, []);
      setFolder(null);
    };
    return <FolderStep connector={connector} {...folder} onReset={reset} />;
  }
  const take = ({ files: sources, ...rest }: Chosen) => setFolder({ sources, ...rest });
  return steps.seen ? (
    <ConfirmStep connector={connector} steps={steps} upload={steps.seen} />
  ) : (
    <ChooseStep connector={connector} look={steps.look} onSeveral={take} />
  );
}

type ChooseProps = {
  readonly connector: ConnectorCard;
  readonly look: ReturnType<typeof useFileImport>['look'];
  readonly onSeveral: (chosen: Chosen) => void;
};

function ChooseStep({ connector, look, onSeveral }: ChooseProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const field = connector.fields.find(({ input }) => input === 'file');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = files;
    if (files.length > 1) onSeveral(chosenFiles(files));
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
      <FileField
        label={texts.folder.choose}
        help={texts.folder.chooseHelp}
        {...wholeFolder}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          if (chosen.length > 0) onSeveral(chosenFiles(chosen));
        }}
      />
    </form>
  );
}

/** Every browser of today knows it; the types of React do not. */
const wholeFolder = { webkitdirectory: '' };
