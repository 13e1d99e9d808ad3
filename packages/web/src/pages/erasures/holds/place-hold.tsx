import { type Hold, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { usePopulations, useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Section } from '../../../components/page-header.tsx';
import { PersonFinder } from '../../../components/person-finder.tsx';
import { useDraft } from '../../../components/use-draft.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { kindWord, sentenceCase } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).place;
const { reasonHelp } = textsOf({ en });

const nothing = { kind: 'all', subject: '', population: '', reason: '' };
type Values = typeof nothing;

export function PlaceHold() {
  const [forms, setForms] = useState(0);
  return (
    <Section title={texts.title}>
      <HoldForm key={forms} onPlaced={() => setForms(forms + 1)} />
    </Section>
  );
}

function HoldForm({ onPlaced }: { onPlaced: () => void }) {
  const path = useWorkspacePath();
  const { values, set, clear } = useDraft('hold', nothing);
  const [search, setSearch] = useState('');
  const isWhole = values.kind !== 'subject' || values.subject !== '';
  const place = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/holds', {
          params: { path },
          body: { scope: scopeOf(values), reason: values.reason.trim() },
        }),
      ),
    onSuccess: async () => {
      clear();
      announce(texts.done);
      await queryClient.invalidateQueries({ queryKey: ['erasures'] });
      onPlaced();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    place.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <SelectField
        label={texts.scope}
        value={values.kind}
        onChange={(event) => set('kind', event.target.value)}
      >
        <option value="all">{texts.all}</option>
        <option value="subject">{texts.subject}</option>
        <option value="population">{texts.population}</option>
      </SelectField>
      {values.kind === 'subject' && (
        <PersonFinder
          search={search}
          onSearch={setSearch}
          chosen={values.subject}
          onChoose={(subject) => set('subject', subject)}
        />
      )}
      {values.kind === 'population' && (
        <PopulationField value={values.population} onChange={(value) => set('population', value)} />
      )}
      <TextField
        label={texts.reason}
        help={reasonHelp}
        required
        maxLength={500}
        autoComplete="off"
        value={values.reason}
        onChange={(event) => set('reason', event.target.value)}
      />
      <FormProblem error={place.error} />
      <Button type="submit" look="primary" isBusy={place.isPending} disabled={!isWhole}>
        {texts.submit}
      </Button>
    </form>
  );
}

/** Kind and scope travel as one value; the first blank parts them, for a kind has none. */
function PopulationField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const populations = usePopulations();
  const items = populations.data?.items ?? [];
  return (
    <SelectField
      label={texts.choose}
      required
      value={value}
      problem={populations.data && items.length === 0 ? texts.noPopulation : undefined}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="" />
      {items.map(({ kind, scope }) => (
        <option key={`${kind} ${scope}`} value={`${kind} ${scope}`}>
          {sentenceCase(kindWord(kind))} {scope}
        </option>
      ))}
    </SelectField>
  );
}

function scopeOf({ kind, subject, population }: Values): Hold['scope'] {
  if (kind === 'subject') return { kind, subject };
  if (kind !== 'population') return { kind: 'all' };
  const blank = population.indexOf(' ');
  return { kind, population: population.slice(0, blank), scope: population.slice(blank + 1) };
}
