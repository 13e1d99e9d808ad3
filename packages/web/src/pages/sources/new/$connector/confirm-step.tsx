import type { ConnectorCard } from '@daybook/client';
import { type FormEvent, useState } from 'react';
import { useConnections } from '../../../../app/queries.ts';
import { useMay } from '../../../../app/session.ts';
import { Button } from '../../../../components/button.tsx';
import { SelectField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import type { Upload } from './bring-file.ts';
import { ColumnMapping, hasFixedColumns } from './column-mapping.tsx';
import { en } from './en.ts';
import { KnownNote } from './known-note.tsx';
import { RememberFields } from './remember-fields.tsx';
import { RoleRightsTable } from './role-rights-table.tsx';
import { SettingFields } from './setting-fields.tsx';
import type { useFileImport } from './use-file-import.ts';

const texts = textsOf({ en });

type ConfirmProps = {
  readonly connector: ConnectorCard;
  readonly steps: ReturnType<typeof useFileImport>;
  readonly upload: Upload;
};

/** What a file seems to be, for somebody to confirm or mend; then it is imported. */
export function ConfirmStep({ connector, steps, upload }: ConfirmProps) {
  const { bring, forget, reset, columns, change } = steps;
  const { preview } = upload;
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    preview.system === null ? {} : { system: preview.system },
  );
  const [connection, setConnection] = useState(preview.newerOf ?? '');
  const isFixed = hasFixedColumns(preview) || preview.fingerprint === null;
  const maySave = useMay('file-mapping.save');
  const [remembered, setRemembered] = useState(preview.recognised === null && preview.saved === null);
  const [name, setName] = useState(preview.saved?.name ?? stemOf(upload.name));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const remember = !isFixed && maySave && remembered ? name : null;
    bring.mutate({ upload, values, connection, remember });
  };
  return (
    <form onSubmit={submit} className="space-y-5">
      <KnownNote
        preview={preview}
        isForgetting={forget.isPending}
        onForget={(print) => forget.mutate(print)}
      />
      <ColumnMapping name={upload.name} preview={preview} columns={columns} onChange={change} />
      {!isFixed && ['account', 'grant'].includes(columns.kind) && (
        <RoleRightsTable
          roles={preview.roles}
          said={columns.roles}
          onChange={(roles) => change({ ...columns, roles })}
        />
      )}
      <div className="max-w-xl space-y-4">
        <NewerCopy connector={connector.id} value={connection} onChange={setConnection} />
        <SettingFields
          fields={connector.fields.filter(({ input }) => input !== 'file')}
          values={values}
          secrets={values}
          left={noFields}
          onLeave={() => undefined}
          onChange={({ name: field }, value) => setValues({ ...values, [field]: value })}
        />
        {!isFixed && maySave && (
          <RememberFields isChecked={remembered} name={name} onCheck={setRemembered} onName={setName} />
        )}
        <FormProblem error={steps.lookError ?? forget.error ?? bring.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={bring.isPending || steps.isLooking}>
            {texts.import}
          </Button>
          <Button onClick={reset}>{texts.another}</Button>
        </div>
      </div>
    </form>
  );
}

type NewerCopyProps = {
  readonly connector: string;
  readonly value: string;
  readonly onChange: (connection: string) => void;
};

/** Whether the file continues a list that is known already; nothing to ask before there is one. */
function NewerCopy({ connector, value, onChange }: NewerCopyProps) {
  const known = useConnections().data?.items.filter((one) => one.connector === connector) ?? [];
  if (known.length === 0) return null;
  const { label, help, none } = texts.newer;
  return (
    <SelectField label={label} help={help} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none}</option>
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '').slice(0, 200);
}

const noFields: ReadonlySet<string> = new Set();
