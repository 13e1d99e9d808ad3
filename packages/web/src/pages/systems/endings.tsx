import { type AccessEndings, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { setQueryState, useQueryState } from '../../app/query-state.ts';
import { SelectField, TextField } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { oneIn } from './one-in.ts';

const texts = textsOf({ en }).endings;

const dayChoices = ['7', '14', '30'] as const;
const beforeChoices = ['30', '90', '180', '365'] as const;

/** Whether many more accounts ended just before a date than before that, as facts with their chance; the reader names the date. */
export function Endings() {
  const [day] = useQueryState('before');
  const [days] = useQueryState('days', '14');
  const [daysBefore] = useQueryState('against', '180');
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <div className="grid max-w-2xl gap-3 sm:grid-cols-3">
        <TextField
          label={texts.day}
          type="date"
          value={day}
          onChange={(event) => setQueryState({ before: event.target.value })}
        />
        <Choice label={texts.days} name="days" value={days} of={dayChoices} />
        <Choice label={texts.daysBefore} name="against" value={daysBefore} of={beforeChoices} />
      </div>
      {day === '' ? (
        <p className="mt-3 text-note">{texts.choose}</p>
      ) : (
        <Compared day={day} days={Number(days)} daysBefore={Number(daysBefore)} />
      )}
    </Section>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly of: readonly string[];
};

function Choice({ label, name, value, of }: ChoiceProps) {
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => setQueryState({ [name]: event.target.value })}
    >
      {of.map((count) => (
        <option key={count} value={count}>
          {texts.so(count)}
        </option>
      ))}
    </SelectField>
  );
}

type Asked = { readonly day: string; readonly days: number; readonly daysBefore: number };

function Compared(asked: Asked) {
  const path = useWorkspacePath();
  const endings = useQuery({
    queryKey: ['access-endings', path.workspace, asked],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/access-list/endings', {
          params: { path, query: asked },
          signal,
        }),
      ),
  });
  return (
    <div className="mt-4 space-y-2" aria-live="polite">
      <Loaded query={endings} lines={3}>
        {(told) => <Facts told={told} />}
      </Loaded>
    </div>
  );
}

const marks = { burst: 'pending', even: 'complete', unknown: 'unknown' } as const;

function Facts({ told }: { told: AccessEndings }) {
  const { verdict, least, threshold, reasons } = told;
  return (
    <>
      <StateMark state={marks[verdict]} label={texts.verdicts[verdict]} />
      {told.lists > 0 && <Numbers told={told} />}
      {reasons.map((reason) => (
        <Remark key={reason} state="unknown">
          {reason}
        </Remark>
      ))}
      <p className="prose-line text-sm text-note">
        {texts.rule(formatNumber(least), formatNumber(Math.round(1 / threshold)))}
      </p>
    </>
  );
}

function Numbers({ told }: { told: AccessEndings }) {
  const { window, ended, endedBefore, unsure, ordered, chance } = told;
  return (
    <>
      <p className="prose-line">
        {texts.ended(formatNumber(ended))} <Exactly at={window.from} /> {texts.and}{' '}
        <Exactly at={window.until} />. {texts.before(formatNumber(endedBefore))}{' '}
        <Exactly at={window.baselineFrom} />.
      </p>
      {chance !== null && ended > 0 && <p className="prose-line">{texts.chance(oneIn(chance))}</p>}
      {ordered > 0 && <p className="prose-line text-soft">{texts.ordered(formatNumber(ordered))}</p>}
      {unsure > 0 && <p className="prose-line text-soft">{texts.unsure(formatNumber(unsure))}</p>}
    </>
  );
}
