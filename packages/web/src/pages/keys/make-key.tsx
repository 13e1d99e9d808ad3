import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type KeyChoice, renewKeys, useKeyChoices } from './key-queries.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { type NewKey, ShownOnce } from './shown-once.tsx';

const texts = textsOf({ en });
const words = texts.make;

const lifetimes = [7, 30, 90, 180, 365] as const;
const dayMs = 24 * 60 * 60 * 1000;

/** Makes a key and shows it, once. */
export function MakeKey() {
  const choices = useKeyChoices();
  const [made, setMade] = useState<NewKey | null>(null);
  if (made !== null) return <ShownOnce made={made} onDone={() => setMade(null)} />;
  return (
    <Section title={words.title}>
      <p className="prose-line mb-4 text-soft">{words.lead}</p>
      <Loaded query={choices} lines={4}>
        {({ items, days }) =>
          items.length === 0 ? (
            <p className="text-note">{words.none}</p>
          ) : (
            <KeyForm choices={items} days={days} onMade={setMade} />
          )
        }
      </Loaded>
    </Section>
  );
}

type KeyFormProps = {
  readonly choices: readonly KeyChoice[];
  readonly days: number;
  readonly onMade: (made: NewKey) => void;
};

function KeyForm({ choices, days: daysFirst, onMade }: KeyFormProps) {
  const [name, setName] = useState('');
  const [days, setDays] = useState(daysFirst);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [isLacking, setIsLacking] = useState(false);
  const make = useMake({ name, days, scopes }, onMade);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsLacking(scopes.length === 0);
    if (scopes.length > 0) make.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <div className="max-w-md space-y-4">
        <TextField
          label={words.name}
          help={words.nameHelp}
          required
          maxLength={120}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label={words.days}
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {lifetimes.map((one) => (
            <option key={one} value={one}>
              {words.daysOf(one)}
            </option>
          ))}
        </SelectField>
      </div>
      <ScopeChoice choices={choices} chosen={scopes} onChoose={setScopes} />
      {isLacking && scopes.length === 0 && (
        <p role="alert" className="text-sm text-fail">
          {words.needsScope}
        </p>
      )}
      <FormProblem error={make.error} />
      <Button type="submit" look="primary" isBusy={make.isPending}>
        {words.submit}
      </Button>
    </form>
  );
}

type Order = { readonly name: string; readonly days: number; readonly scopes: readonly string[] };

function useMake({ name, days, scopes }: Order, onMade: (made: NewKey) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: () => {
      const expiresAt = new Date(Date.now() + days * dayMs).toISOString();
      const body = { name, scopes: [...scopes], expiresAt };
      return read(api.POST('/api/workspaces/{workspace}/keys', { params: { path }, body }));
    },
    // The key itself stays in this screen alone.
    gcTime: 0,
    onSuccess: (made) => {
      announce(texts.made.said);
      onMade(made);
      renewKeys();
    },
  });
}
