import { type State, StateShape } from '../../components/state-shape.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { Sighting } from './use-visibility.ts';

const texts = textsOf({ en });

export type Sight = 'beyond' | 'open' | 'needed' | 'unseen' | 'unseen-open' | 'hidden';

const looks: Readonly<Record<Sight, State | null>> = {
  beyond: 'fail',
  open: 'unknown',
  needed: 'pass',
  unseen: 'pending',
  'unseen-open': 'unknown',
  hidden: null,
};

/** What a cell says: seen or not, needed or not. What cannot be told is never shown as not seen. */
export function sightOf({ sees, needs }: Pick<Sighting, 'sees' | 'needs'>): Sight {
  if (sees === 'yes') return needs ? 'needed' : 'beyond';
  if (sees === 'unknown') return needs ? 'unseen-open' : 'open';
  return needs ? 'unseen' : 'hidden';
}

/** The shape alone; the words stand beside it or are read out. Nothing where nothing is seen. */
export function SightMark({ sight }: { sight: Sight }) {
  const look = looks[sight];
  return look === null ? null : <StateShape state={look} size={16} />;
}

const explained = ['beyond', 'open', 'needed', 'unseen'] as const;

export function SightLegend() {
  return (
    <ul aria-label={texts.marks.label} className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
      {explained.map((sight) => (
        <li key={sight} className="inline-flex items-center gap-1.5">
          <SightMark sight={sight} />
          {texts.marks[sight]}
        </li>
      ))}
    </ul>
  );
}

/** The ways of one class in words: the place, and the role by which it is seen. */
export function whereWords({ where }: Pick<Sighting, 'where'>): string {
  const ways = where.map(({ system, within, by }) => texts.words.where(placeWords(system, within), by));
  return [...new Set(ways)].join('; ');
}

export function placeWords(system: string, within: string | null): string {
  return within === null ? texts.everywhere(system) : texts.place(within, system);
}
