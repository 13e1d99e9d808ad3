import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useQueryState } from '../../app/query-state.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { listName } from './list-name.ts';
import { readExportsAgain } from './use-exports.ts';

const texts = textsOf({ en }).ask;
const reasonLengthMin = 10;

/** Lists that belong to one thing are asked for on their own pages. */
const ofOneThing: readonly string[] = ['items', 'findings'];
const filters = ['kind', 'scope', 'search', 'control', 'outcome', 'type', 'actor', 'from', 'to'] as const;

type AskProps = {
  readonly offered: readonly string[];
  readonly rowsAlone: number;
  readonly onSaid: (said: Outcome) => void;
};

/** Which list, in which form, with or without names, and why. The list and its filter stand in the address. */
export function AskExport({ offered, rowsAlone, onSaid }: AskProps) {
  const [list, setList] = useQueryState('list');
  const query = useAskedFilter(list);
  const { draft, set, ask, isTooShort, submit } = useAsk(list, query, onSaid);
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-4 text-soft">{texts.limit(formatNumber(rowsAlone))}</p>
      <form onSubmit={submit} noValidate className="max-w-xl space-y-4">
        <ListChoice offered={offered} list={list} onChoose={setList} />
        <Filter query={query} />
        <SelectField
          label={texts.format}
          value={draft.format}
          onChange={(event) => set('format', event.target.value)}
        >
          <option value="csv">{texts.csv}</option>
          <option value="jsonl">{texts.jsonl}</option>
        </SelectField>
        <Names
          isChosen={draft.names === 'shown'}
          onChoose={(isChosen) => set('names', isChosen ? 'shown' : 'masked')}
        />
        <TextField
          label={texts.reason}
          help={texts.reasonHelp}
          problem={isTooShort ? texts.tooShort : undefined}
          required
          maxLength={500}
          autoComplete="off"
          value={draft.reason}
          onChange={(event) => set('reason', event.target.value)}
        />
        <FormProblem error={ask.error} />
        <Button type="submit" look="primary" isBusy={ask.isPending} disabled={list === ''}>
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}

function useAsk(list: string, query: Readonly<Record<string, string>>, onSaid: AskProps['onSaid']) {
  const path = useWorkspacePath();
  const { values: draft, set, clear } = useDraft('export', { format: 'csv', reason: '', names: 'masked' });
  const [isTooShort, setIsTooShort] = useState(false);
  const ask = useMutation({
    mutationFn: () => {
      const format = draft.format === 'jsonl' ? ('jsonl' as const) : ('csv' as const);
      const withNames = draft.names === 'shown';
      const body = { what: list, format, query, withNames, reason: draft.reason.trim() };
      return read(api.POST('/api/workspaces/{workspace}/exports', { params: { path }, body }));
    },
    onSuccess: ({ state, rows }) => {
      clear();
      readExportsAgain();
      const said = (state === 'waiting' ? texts.waiting : texts.ready)(formatNumber(rows));
      announce(said);
      onSaid({ text: said });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = draft.reason.trim().length < reasonLengthMin;
    setIsTooShort(isShort);
    if (!isShort && list !== '') ask.mutate();
  };
  return { draft, set, ask, isTooShort, submit };
}

type ListChoiceProps = {
  readonly offered: readonly string[];
  readonly list: string;
  readonly onChoose: (list: string) => void;
};

function ListChoice({ offered, list, onChoose }: ListChoiceProps) {
  const choices = offered.filter((one) => one === list || !ofOneThing.includes(one));
  return (
    <SelectField
      label={texts.list}
      help={texts.listHelp}
      value={list}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{texts.choose}</option>
      {choices.map((one) => (
        <option key={one} value={one}>
          {listName(one)}
        </option>
      ))}
    </SelectField>
  );
}

/** What the list was narrowed to on its own page. */
function useAskedFilter(list: string): Readonly<Record<string, string>> {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  if (!ofOneThing.includes(list) && list !== 'ledger') return {};
  const address = new URLSearchParams(search);
  const asked = filters.map((name) => [name, address.get(name) ?? ''] as const);
  return Object.fromEntries(asked.filter(([, value]) => value !== ''));
}

function Filter({ query }: { query: Readonly<Record<string, string>> }) {
  const asked = Object.entries(query);
  if (asked.length === 0) return null;
  return (
    <p className="text-sm text-soft">
      {texts.only}:{' '}
      <span className="font-mono text-xs break-all">{asked.map((pair) => pair.join(' = ')).join(', ')}</span>
    </p>
  );
}

function Names({ isChosen, onChoose }: { isChosen: boolean; onChoose: (isChosen: boolean) => void }) {
  return (
    <label className="touch flex cursor-pointer items-start gap-3">
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-(--accent)"
        checked={isChosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <span>
        <span className="block font-medium">{texts.names}</span>
        <span className="block text-sm text-note">{texts.namesHelp}</span>
      </span>
    </label>
  );
}
