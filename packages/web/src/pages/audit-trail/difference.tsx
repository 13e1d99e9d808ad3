import type { TrailItem } from '@daybook/client';
import { ArrowRight } from 'lucide-react';
import { exactTime } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { toldValues } from './told-values.ts';

const texts = textsOf({ en });

/** What was so before and what is now, by name; struck out and set by word, never by colour alone. */
export function Difference({ before, after }: Pick<TrailItem, 'before' | 'after'>) {
  const told = toldValues(before, after);
  if (told.length === 0) return null;
  return (
    <dl className="mt-1 grid grid-cols-[minmax(4rem,max-content)_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
      {told.map(({ name, was, is }) => (
        <div key={name} className="contents">
          <dt className="text-note">{texts.names[name] ?? plainName(name)}</dt>
          <dd className="min-w-0 break-words">
            {before !== null && <Side word={texts.was} value={was} isGone />}
            {before !== null && after !== null && (
              <ArrowRight size={13} aria-hidden="true" className="mx-1.5 inline text-note" />
            )}
            {after !== null && <Side word={texts.is} value={is} />}
            {before !== null && after === null && <span className="text-note"> ({texts.ended})</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Side({ word, value, isGone = false }: { word: string; value: string | null; isGone?: boolean }) {
  const Mark = isGone ? 'del' : 'ins';
  return (
    <>
      <span className="sr-only">{word}: </span>
      {value === null ? (
        <span className="text-note">{texts.nothing}</span>
      ) : (
        <Mark className={isGone ? 'text-note' : 'text-ink no-underline'}>{readable(value)}</Mark>
      )}
    </>
  );
}

/** Instants as people read them, words of the model without their hyphens; everything else as it is. */
function readable(value: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return exactTime(value);
  if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 12)}…`;
  return value;
}

function plainName(name: string): string {
  return name
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('-', ' ')
    .toLowerCase();
}
