import type { FileMapping } from '@daybook/client';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { sentenceCase } from '../../../messages/shared.ts';
import { RoleRightsTable } from '../new/$connector/role-rights-table.tsx';
import { en } from './en.ts';
import { saidIn } from './use-mappings.ts';

const texts = textsOf({ en });

type MappingFormProps = {
  readonly mapping: FileMapping;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSave: (mapping: FileMapping) => void;
  readonly onCancel: () => void;
};

/** What is remembered of such files, to be renamed or corrected. */
export function MappingForm({ mapping: before, isBusy, error, onSave, onCancel }: MappingFormProps) {
  const [name, setName] = useState(before.name);
  const [said, setSaid] = useState(() => saidIn(before.settings));
  const roles = Object.keys(said.roles);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const mapping = Object.fromEntries(
      Object.entries(said.mapping).filter(([, column]) => column.trim() !== ''),
    );
    onSave({ ...before, name, settings: { ...said, mapping } });
  };
  return (
    <form onSubmit={submit} className="mt-3 max-w-3xl space-y-5 border-l-2 border-line pl-4">
      <div className="max-w-xl space-y-4">
        <TextField
          label={texts.name}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {said.kind !== 'person' && (
          <TextField
            label={texts.system}
            help={texts.systemHelp}
            maxLength={200}
            value={said.system}
            onChange={(event) => setSaid({ ...said, system: event.target.value.trim() })}
          />
        )}
      </div>
      <fieldset className="space-y-2">
        <legend className="font-semibold">{texts.fields}</legend>
        <p className="text-sm text-note">{texts.fieldsHelp}</p>
        <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
          {Object.entries(said.mapping).map(([field, column]) => (
            <TextField
              key={field}
              label={sentenceCase(field)}
              maxLength={500}
              value={column}
              onChange={(event) =>
                setSaid({ ...said, mapping: { ...said.mapping, [field]: event.target.value } })
              }
            />
          ))}
        </div>
      </fieldset>
      {roles.length > 0 && (
        <RoleRightsTable
          roles={Object.entries(said.roles).map(([role, rights]) => ({ role, rights, plain: null }))}
          said={said.roles}
          onChange={(changed) => setSaid({ ...said, roles: changed })}
        />
      )}
      <FormProblem error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {texts.save}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
