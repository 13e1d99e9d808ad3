import { useId } from 'react';
import { type AsKnownChoice, chooseMoment, useAsKnown } from '../app/as-known.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Button } from './button.tsx';
import { Provenance } from './provenance.tsx';
import { StateShape } from './state-shape.tsx';
import { dayText, Exactly } from './when.tsx';

const en = {
  label: 'Look at another day',
  known: 'As known on',
  true: 'As true on',
  knownHelp: 'Only what had been written down by the end of that day',
  trueHelp: 'What held at the end of that day, by what is known',
  past: {
    both: (known: string, day: string) => `What was known ${known} of how things stood on ${day}.`,
    known: (known: string) => `What was known ${known}.`,
    true: (day: string) => `How things stood on ${day}, by all that is known now.`,
  },
  upTo: 'Up to entry',
  written: 'written',
  onDay: (day: string) => `on ${day}`,
  atEntry: (position: string) => `up to entry ${position}`,
  notNow: 'This is not the present.',
  back: 'Back to now',
};
const texts = textsOf({ en });

export type AsKnownAnswer =
  | {
      readonly asKnown: { readonly position: number; readonly recordedAt: string | null } | null;
      /** What has to be said about the question, in plain words. */
      readonly note: string | null;
    }
  | undefined;

/** Chooses the day a screen looks at, and says loudly when that is not now. `answer` is what the server said of it. */
export function AsKnownControl({ answer }: { answer: AsKnownAnswer }) {
  const { choice, isPast } = useAsKnown();
  return (
    <div className="mb-4 space-y-3">
      <details open={isPast || undefined} className="no-print">
        <summary className="touch w-fit cursor-pointer py-1 text-sm text-soft hover:text-ink">
          {texts.label}
        </summary>
        <div className="flex flex-wrap gap-x-6 gap-y-3 pt-1">
          <DayField
            label={texts.known}
            help={texts.knownHelp}
            value={choice.knownAt}
            onChange={(knownAt) => chooseMoment({ ...choice, knownAt })}
          />
          <DayField
            label={texts.true}
            help={texts.trueHelp}
            value={choice.trueAt}
            onChange={(trueAt) => chooseMoment({ ...choice, trueAt })}
          />
        </div>
      </details>
      {isPast && <PastBanner choice={choice} answer={answer} />}
    </div>
  );
}

function PastBanner({ choice, answer }: { choice: AsKnownChoice; answer: AsKnownAnswer }) {
  const asKnown = answer?.asKnown ?? null;
  const note = answer?.note ?? null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border-2 border-unsure bg-unsure-tint px-4 py-3"
    >
      <StateShape state="unknown" size={18} />
      <p className="min-w-0 grow basis-60">
        <span className="font-semibold">{texts.notNow}</span> {sentenceOf(choice)}
        {note !== null && <span className="block">{finished(note)}</span>}
        {asKnown !== null && asKnown.position >= 0 && (
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-soft">
            {texts.upTo} <Provenance position={asKnown.position} />
            {asKnown.recordedAt !== null && (
              <span>
                {texts.written} <Exactly at={asKnown.recordedAt} />
              </span>
            )}
          </span>
        )}
      </p>
      <Button onClick={() => chooseMoment({ knownAt: '', trueAt: '' })}>{texts.back}</Button>
    </div>
  );
}

function sentenceOf({ knownAt, trueAt }: AsKnownChoice): string {
  const known = /^\d+$/.test(knownAt) ? texts.atEntry(knownAt) : texts.onDay(daySafely(knownAt));
  if (knownAt !== '' && trueAt !== '') return texts.past.both(known, daySafely(trueAt));
  return knownAt !== '' ? texts.past.known(known) : texts.past.true(daySafely(trueAt));
}

function finished(note: string): string {
  return `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;
}

/** The address may hold anything. */
function daySafely(day: string): string {
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : dayText(day);
}

type DayFieldProps = {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function DayField({ label, help, value, onChange }: DayFieldProps) {
  const id = useId();
  const today = new Date().toISOString().slice(0, 10);
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="date"
        max={today}
        value={value}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
        className="touch min-h-9 rounded-md border border-edge bg-raised px-2.5 py-[6px] text-base text-ink max-md:text-lg"
      />
      <p id={`${id}-help`} className="max-w-[32ch] text-xs text-note">
        {help}
      </p>
    </div>
  );
}
