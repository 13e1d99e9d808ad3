import type { TrailItem } from '@daybook/client';
import { useRef } from 'react';
import { useKeys } from '../../app/keys.ts';
import { setQueryState } from '../../app/query-state.ts';
import { Provenance } from '../../components/provenance.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { Difference } from './difference.tsx';
import { en } from './en.ts';
import { TrailPerson } from './trail-person.tsx';

const texts = textsOf({ en });

/** The entries, newest first; j and k walk from one to the next, enter opens the entry and its proof. */
export function TrailList({ items }: { items: readonly TrailItem[] }) {
  const list = useRef<HTMLOListElement>(null);
  const step = (by: number) => () => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry] a') ?? [])];
    const { activeElement } = document;
    const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  const trail = [{ label: texts.title, href: `/audit-trail${window.location.search}` }];
  return (
    <ol ref={list} aria-label={texts.list} className="border-t border-line">
      {items.map((item) => (
        <li
          key={item.position}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line py-2.5 focus-within:bg-accent-tint md:grid-cols-[8.5rem_minmax(0,1fr)_auto] md:px-2"
        >
          <p className="text-sm text-note max-md:col-start-1 max-md:row-start-2 max-md:mt-1">
            <When at={item.at} />
            <span className="block max-md:ml-2 max-md:inline">{texts.kinds[item.kind]}</span>
          </p>
          <div className="min-w-0 max-md:col-start-1 max-md:row-start-1">
            <p className="break-words">{item.what}</p>
            <Who item={item} />
            <Difference before={item.before} after={item.after} />
            <Missing payload={item.payload} />
          </div>
          <div data-entry="" className="max-md:col-start-2 max-md:row-span-2 max-md:row-start-1">
            <Provenance position={item.position} trail={trail} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Who({ item }: { item: TrailItem }) {
  const actor = { subject: item.actor, state: item.actorState, name: item.actorName };
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-soft">
      <button
        type="button"
        onClick={() => setQueryState({ actor: item.actor })}
        className="touch min-h-6 rounded-sm text-left underline decoration-line underline-offset-2 hover:text-accent"
      >
        <TrailPerson {...actor} />
        <span className="sr-only">{texts.only}</span>
      </button>
      {item.about !== null && (
        <span>
          {texts.about} <TrailPerson {...item.about} />
        </span>
      )}
    </p>
  );
}

function Missing({ payload }: Pick<TrailItem, 'payload'>) {
  if (payload === 'present' || payload === 'none') return null;
  return (
    <p className="mt-1 flex items-start gap-1.5 text-sm text-soft">
      <span className="pt-[3px]">
        <StateShape state={payload === 'erased' ? 'not-applicable' : 'unknown'} />
      </span>
      {texts.payload[payload]}
    </p>
  );
}
