import type { ConnectorCard } from '@daybook/client';
import { type FormEvent, useState } from 'react';
import { useConnections } from '../../../../app/queries.ts';
import { Button } from '../../../../components/button.tsx';
import { FileField, SelectField } from '../../../../components/field.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { en } from './en.ts';
import { SettingFields } from './setting-fields.tsx';
import { useFileImport } from './use-file-import.ts';

const texts = textsOf({ en });

/** A file is looked at first, its columns confirmed, and only then imported. */
export function FileForm({ connector }: { connector: ConnectorCard }) {
  const steps = useFileImport(connector);
  return steps.look.data ? (
    <ConfirmStep connector={connector} steps={steps} upload={steps.look.data} />
  ) : (
    <ChooseStep connector={connector} look={steps.look} />
  );
}

type Steps = ReturnType<typeof useFileImport>;

function ChooseStep({ connector, look }: { connector: ConnectorCard; look: Steps['look'] }) {
  const [file, setFile] = useState<File | null>(null);
  const field = connector.fields.find(({ input }) => input === 'file');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) look.mutate(file);
  };
  return (
    <form onSubmit={submit} className="max-w-xl space-y-4">
      <FileField
        label={field?.label ?? connector.name}
        help={field?.help}
        required
        onChange={(event) => setFile(event.target.files?.[0] ?? null)}
      />
      <FormProblem error={look.error} />
      <Button type="submit" look="primary" isBusy={look.isPending}>
        {texts.look}
      </Button>
    </form>
  );
}

type ConfirmProps = {
  readonly connector: ConnectorCard;
  readonly steps: Steps;
  readonly upload: NonNullable<Steps['look']['data']>;
};

function ConfirmStep({ connector, steps: { bring, reset, columns, setColumns }, upload }: ConfirmProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [connection, setConnection] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    bring.mutate({ upload, values, connection });
  };
  return (
    <form onSubmit={submit} className="space-y-5">
      <ColumnMapping name={upload.name} preview={upload.preview} columns={columns} onChange={setColumns} />
      <div className="max-w-xl space-y-4">
        <NewerCopy connector={connector.id} value={connection} onChange={setConnection} />
        <SettingFields
          fields={connector.fields.filter(({ input }) => input !== 'file')}
          values={values}
          secrets={values}
          left={noFields}
          onLeave={() => undefined}
          onChange={({ name }, value) => setValues({ ...values, [name]: value })}
        />
        <FormProblem error={bring.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={bring.isPending}>
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

const noFields: ReadonlySet<string> = new Set();
