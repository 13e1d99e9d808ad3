import type { Connection, ControlStatus } from '@daybook/client';
import type { State } from '../components/state-shape.tsx';
import type { en } from './en.ts';

export type Thing = {
  readonly id: string;
  readonly state: State;
  readonly title: string;
  readonly reason: string;
  readonly since: string | null;
  readonly position: number | null;
  readonly action: { readonly label: string; readonly href: string };
};

export const thingsMax = 7;

type Texts = Pick<typeof en, 'source' | 'control'>;

type Known = {
  readonly controls: readonly ControlStatus[];
  readonly connections: readonly Connection[];
  /** What the ledger needs of a person; it comes first, for everything else rests on it. */
  readonly ledger?: readonly Thing[];
  /** What sign-in needs of a person. */
  readonly signIn?: readonly Thing[];
  /** What waits among people, access and reviews, the most urgent first. */
  readonly duties?: readonly Thing[];
};

/**
 * What is not OK, worst first: what the ledger itself and sign-in need, what is late, failures, what nobody can see, sources that
 * broke, what waits for whoever looks, then what cannot be told, then what was never tested.
 */
export function thingsToDo(
  { controls, connections, ledger = [], signIn = [], duties = [] }: Known,
  texts: Texts,
): readonly Thing[] {
  const ofControls = (
    group: keyof Texts['control']['more'],
    ...verdicts: readonly ControlStatus['verdict'][]
  ) =>
    together(
      group,
      controls.filter(({ verdict }) => verdicts.includes(verdict)),
      texts,
    );
  const dutiesOf = (...states: readonly State[]) => duties.filter(({ state }) => states.includes(state));
  return [
    ...ledger,
    ...signIn,
    ...dutiesOf('failing'),
    ...ofControls('fail', 'not-effective', 'effective-with-deviations'),
    ...dutiesOf('unknown'),
    ...connections.flatMap((connection) => sourceThing(connection, texts)),
    ...dutiesOf('pending'),
    ...ofControls('unknown', 'not-observable'),
    ...ofControls('untested', 'not-tested', 'too-early'),
  ];
}

/** So many controls in one state stand alone; of more, the rest are one line, so that they hide nothing else. */
const aloneMax = 3;
const namedMax = 3;

function together(
  group: keyof Texts['control']['more'],
  controls: readonly ControlStatus[],
  texts: Texts,
): readonly Thing[] {
  const alone = controls.slice(0, controls.length > aloneMax ? aloneMax - 1 : aloneMax);
  const rest = controls.slice(alone.length);
  const [first] = rest;
  const things = alone.map((control) => controlThing(control, texts));
  if (first === undefined) return things;
  const { more, moreReason, moreAction } = texts.control;
  const named = rest.slice(0, namedMax).map(({ title }) => title);
  const titles = [...named, ...(rest.length > namedMax ? ['…'] : [])].join('; ');
  return [
    ...things,
    {
      id: `controls/${group}`,
      state: first.verdict,
      title: more[group](rest.length),
      reason: moreReason(titles).replace('….', '…'),
      since: null,
      position: null,
      action: { label: moreAction, href: '/controls' },
    },
  ];
}

function controlThing(control: ControlStatus, { control: words }: Texts): Thing {
  const { id, title, verdict, reason, next, evaluatedAt, position } = control;
  const isFailing = verdict === 'not-effective' || verdict === 'effective-with-deviations';
  const isUnknown = verdict === 'not-observable';
  const outcome = isFailing ? '?outcome=fail' : isUnknown ? '?outcome=unknown' : '';
  return {
    id: `control/${id}`,
    state: verdict,
    title,
    reason: next === null ? reason : `${reason} ${next}`,
    since: evaluatedAt,
    position,
    action: {
      label: isFailing ? words.fail : isUnknown ? words.unknown : words.untested,
      href: `/controls/${id}${outcome}`,
    },
  };
}

function sourceThing(connection: Connection, { source: words }: Texts): readonly Thing[] {
  const { id, name, lastPull, populations } = connection;
  const thing = {
    id: `source/${id}`,
    position: lastPull?.position ?? null,
    since: lastPull?.finishedAt ?? lastPull?.startedAt ?? connection.createdAt,
    action: { label: words.look, href: `/sources/${id}` },
  };
  if (lastPull === null) {
    return [{ ...thing, state: 'pending', title: words.never(name), reason: words.neverReason }];
  }
  if (lastPull.state === 'running') {
    const action = { label: words.watch, href: `/sources/pulls/${lastPull.id}` };
    return [{ ...thing, state: 'running', title: words.running(name), reason: '', action }];
  }
  if (lastPull.error !== null && lastPull.state !== 'cancelled') {
    const { message, hint } = lastPull.error;
    return [
      {
        ...thing,
        state: 'failed',
        title: words.failed(name),
        reason: `${sentence(message)} ${sentence(hint)}`,
      },
    ];
  }
  const broken = populations.find(({ isComplete }) => !isComplete);
  if (broken === undefined) return [];
  const reason = broken.reasons.map(sentence).join(' ');
  return [
    { ...thing, state: 'incomplete', title: words.incomplete(name), reason, since: broken.lastCompleteAt },
  ];
}

function sentence(text: string): string {
  if (text === '') return '';
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
