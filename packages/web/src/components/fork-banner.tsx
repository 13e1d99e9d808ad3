import { actions } from '../app/actions.ts';
import { useLedger } from '../app/ledger-queries.ts';
import { useMay } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber } from '../messages/shared.ts';
import { ButtonLink } from './button.tsx';
import { StateShape } from './state-shape.tsx';

const en = {
  title: 'This log does not match what was signed before. Nothing more can be written into it.',
  shorter: (by: string, known: string, found: string) =>
    `${by} remembers ${known} entries, but only ${found} are here. Most likely an old backup was restored.`,
  differs: (by: string, size: string) =>
    `${by} remembers other contents for the first ${size} entries. History was changed, or two copies of this log were written to.`,
  thisMachine: 'This machine',
  plain: 'What is here differs from what is known elsewhere.',
  act: 'See both heads and close this log',
  look: 'See both heads',
  ask: 'An owner can close it and open a successor.',
};
const texts = textsOf({ en });

/** On every page while the log is forked: what happened in plain words, and the way on. */
export function ForkBanner() {
  const { data } = useLedger();
  const mayClose = useMay(actions.closeFork);
  const standing = data?.standing;
  if (standing?.state !== 'forked') return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b-2 border-fail bg-fail-tint px-4 py-3 md:px-8"
    >
      <StateShape state="failing" size={18} />
      <p className="min-w-0 grow basis-72">
        <span className="font-semibold">{texts.title}</span>{' '}
        {standing.fork === null ? texts.plain : forkSentence(standing.fork)} {!mayClose && texts.ask}
      </p>
      <ButtonLink href="/ledger/fork" className="no-print">
        {mayClose ? texts.act : texts.look}
      </ButtonLink>
    </div>
  );
}

type Fork = { readonly knownBy: string; readonly knownSize: number; readonly foundSize: number };

/** What the two heads say about what happened. */
export function forkSentence({ knownBy, knownSize, foundSize }: Fork): string {
  const by = knownBy === 'this machine' ? texts.thisMachine : knownBy;
  return foundSize < knownSize
    ? texts.shorter(by, formatNumber(knownSize), formatNumber(foundSize))
    : texts.differs(by, formatNumber(knownSize));
}
