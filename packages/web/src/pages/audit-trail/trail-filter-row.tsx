import type { TrailItem } from '@daybook/client';
import { X } from 'lucide-react';
import { setQueryState } from '../../app/query-state.ts';
import { Button } from '../../components/button.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { NarrowField } from '../../components/narrow-field.tsx';
import { dayText } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { toggledKind } from './trail-filters.ts';
import { clearTrail, type TrailName, type TrailValues } from './use-trail-values.ts';

const texts = textsOf({ en });

const chip =
  'touch inline-flex items-center gap-1.5 rounded-md border border-line px-2.5 py-1 text-sm text-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-raised aria-pressed:text-ink';

type TrailFilterRowProps = {
  readonly values: TrailValues;
  /** Kinds one may see at all. */
  readonly kinds: readonly TrailItem['kind'][];
  /** What the person filtered by is called, where a line of the list tells. */
  readonly actorName: string | null;
};

/** Search, kinds as chips and what else narrows the list; all of it stands in the address. */
export function TrailFilterRow({ values, kinds, actorName }: TrailFilterRowProps) {
  return (
    <div className="no-print mb-4 space-y-2">
      <FilterField
        value={values.search}
        onChange={(search) => setQueryState({ search })}
        label={texts.search}
      />
      <KindChips chosen={values.kind} kinds={kinds} />
      <ChosenChips values={values} actorName={actorName} />
      <details>
        <summary className="touch w-fit cursor-pointer py-1 text-sm text-soft hover:text-ink">
          {texts.narrow}
        </summary>
        <div className="grid max-w-3xl gap-3 pt-1 sm:grid-cols-3">
          <NarrowField name="from" label={texts.from} type="date" value={values.from} />
          <NarrowField name="to" label={texts.to} type="date" value={values.to} />
          <NarrowField name="actor" label={texts.actor} type="text" value={values.actor} />
        </div>
      </details>
    </div>
  );
}

function KindChips({ chosen, kinds }: { chosen: string; kinds: readonly TrailItem['kind'][] }) {
  const picked = chosen === '' ? [] : chosen.split(',');
  return (
    <fieldset aria-label={texts.kinds.label} className="flex flex-wrap gap-1">
      <button
        type="button"
        aria-pressed={chosen === ''}
        onClick={() => setQueryState({ kind: '' })}
        className={chip}
      >
        {texts.kinds.all}
      </button>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={picked.includes(kind)}
          onClick={() => setQueryState({ kind: toggledKind(chosen, kind, kinds) })}
          className={chip}
        >
          {texts.kinds[kind]}
        </button>
      ))}
    </fieldset>
  );
}

/** What narrows the list besides its kinds, each removed by its own button. */
function ChosenChips({ values, actorName }: { values: TrailValues; actorName: string | null }) {
  const { search, actor, from, to } = values;
  const chips: readonly (readonly [TrailName, string])[] = [
    ...(search.trim() === '' ? [] : [['search', texts.chip.search(search.trim())] as const]),
    ...(actor === '' ? [] : [['actor', texts.chip.actor(actorName ?? shortId(actor))] as const]),
    ...(from === '' ? [] : [['from', texts.chip.from(shownDay(from))] as const]),
    ...(to === '' ? [] : [['to', texts.chip.to(shownDay(to))] as const]),
  ];
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1">
      {chips.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-label={texts.chip.remove(label)}
          onClick={() => setQueryState({ [name]: '' })}
          className={`${chip} bg-accent-tint text-ink`}
        >
          {label}
          <X size={13} aria-hidden="true" />
        </button>
      ))}
      <Button look="quiet" onClick={clearTrail}>
        {texts.clear}
      </Button>
    </div>
  );
}

function shownDay(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? dayText(day) : day;
}

function shortId(id: string): string {
  return id.length > 14 ? `${id.slice(0, 12)}…` : id;
}
