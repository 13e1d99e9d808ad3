import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { rightsWords } from './rights-words.ts';
import { type Gain, readRequestsAgain, useExceptions, useRequests } from './use-requests.ts';

const texts = textsOf({ en }).gains;
const daysUsual = 14;

/** Access nobody agreed to before it was there, each with the way to ask about it. */
export function Exceptions({ onSaid }: { onSaid: (said: string) => void }) {
  const exceptions = useExceptions();
  const requests = useRequests();
  const mayAsk = useMay('access-request.ask');
  const ask = useAsk(onSaid);
  const shown = mayAsk ? [...columns, askColumn((gain) => ask.mutate(gain))] : columns;
  const days = requests.data?.pages[0]?.days ?? daysUsual;
  return (
    <Section title={texts.title} note={<ExportAction what="access-gains" />}>
      <p className="prose-line mb-3 text-soft">{texts.lead(days)}</p>
      <FormProblem error={ask.error} />
      <Loaded query={exceptions} lines={6}>
        {({ pages }) => (
          <DataTable
            label={texts.title}
            rows={pages.flatMap((one) => one.items)}
            columns={shown}
            keyOf={({ ref }) => ref}
            empty={<Notice state="not-applicable" title={texts.none.title} text={texts.none.text} />}
          />
        )}
      </Loaded>
      <ShowMore query={exceptions} of={texts.title} />
    </Section>
  );
}

function useAsk(onSaid: (said: string) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ system, ref }: Gain) =>
      read(
        api.POST('/api/workspaces/{workspace}/access-gains/ask', { params: { path }, body: { system, ref } }),
      ),
    onSuccess: () => {
      announce(texts.asked);
      onSaid(texts.asked);
      readRequestsAgain();
    },
  });
}

function askColumn(onAsk: (gain: Gain) => void): Column<Gain> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (gain) =>
      gain.person !== null &&
      gain.request === null && (
        <Button look="quiet" onClick={() => onAsk(gain)}>
          {texts.ask}
        </Button>
      ),
  };
}

const unknown: readonly Gain['fit'][] = ['rights-unknown', 'order-unknown', 'person-unknown'];

function stateOfFit(fit: Gain['fit']): State {
  if (fit === 'fits') return 'complete';
  return unknown.includes(fit) ? 'unknown' : 'fail';
}

const columns: readonly Column<Gain>[] = [
  {
    id: 'who',
    label: texts.columns.who,
    cell: ({ name }) => <MaskedText text={name} />,
    sortBy: ({ name }) => name,
  },
  {
    id: 'what',
    label: texts.columns.what,
    cell: ({ system, role, rights, isWidened }) => (
      <>
        {role}, {system}
        <span className="block text-xs text-note">
          {isWidened && texts.widened} {rightsWords(rights)}
        </span>
      </>
    ),
    sortBy: ({ system, role }) => `${system} ${role}`,
  },
  {
    id: 'since',
    label: texts.columns.since,
    isSecondary: true,
    cell: ({ lastAbsentAt, firstSeenAt }) => (
      <>
        <When at={lastAbsentAt} /> {texts.between} <When at={firstSeenAt} />
      </>
    ),
    sortBy: ({ firstSeenAt }) => firstSeenAt,
  },
  {
    id: 'why',
    label: texts.columns.why,
    cell: ({ fit }) => <StateMark state={stateOfFit(fit)} label={texts.fits[fit]} />,
    sortBy: ({ fit }) => fit,
  },
];
