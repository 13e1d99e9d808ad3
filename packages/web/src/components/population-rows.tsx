import type { ControlDetail, Population } from '@daybook/client';
import { useAsKnown, withMoment } from '../app/as-known.ts';
import type { Crumb } from '../app/trail.ts';
import { textsOf } from '../messages/catalogue.ts';
import { counted, kindWord } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { populationHref } from './item-href.ts';
import { Provenance } from './provenance.tsx';
import { StateMark } from './state-mark.tsx';
import { When } from './when.tsx';

const en = {
  lastComplete: 'last complete',
  never: 'never complete',
  stale: 'turns unknown',
};
const texts = textsOf({ en });

type Row = Population | ControlDetail['populations'][number];

/** Populations with how many, whether whole, and how old; each leads to its items. */
export function PopulationRows({
  populations,
  trail,
}: {
  populations: readonly Row[];
  trail: readonly Crumb[];
}) {
  const { choice } = useAsKnown();
  return (
    <ul className="border-t border-line">
      {populations.map((population) => (
        <li
          key={`${population.kind} ${population.scope}`}
          className="grid gap-x-6 gap-y-1 border-b border-line py-2.5 md:grid-cols-[minmax(0,1fr)_8rem_13rem_auto] md:items-center"
        >
          <div className="min-w-0">
            <Anchor
              href={withMoment(populationHref(population), choice)}
              trail={trail}
              className="touch number inline-flex items-center font-medium text-ink no-underline hover:text-accent hover:underline"
            >
              {counted(population.items, population.kind)}
            </Anchor>
            <p className="truncate font-mono text-xs text-note" title={population.scope}>
              {population.scope || kindWord(population.kind)}
            </p>
            {!population.isComplete && <p className="text-sm text-soft">{population.reasons.join(' ')}</p>}
          </div>
          <StateMark state={population.isComplete ? 'complete' : 'incomplete'} />
          <p className="text-sm text-note">
            {population.lastCompleteAt === null ? (
              texts.never
            ) : (
              <>
                {texts.lastComplete} <When at={population.lastCompleteAt} />
              </>
            )}
            {population.isComplete && population.staleAt !== null && (
              <span className="block">
                {texts.stale} <When at={population.staleAt} />
              </span>
            )}
          </p>
          <Provenance position={population.position} trail={trail} />
        </li>
      ))}
    </ul>
  );
}
