import type { LeaverRun } from '@daybook/client';
import type { State } from '../../components/state-shape.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).standing;

const looks: Readonly<Record<LeaverRun['standing'], State>> = {
  open: 'failing',
  'not-observable': 'unknown',
  proven: 'pass',
  attested: 'attested',
  excepted: 'pending',
  'nothing-found': 'unknown',
};

/** A run of which all that is open cannot be observed is unknown, not failing and never done. */
export function runState({ state, standing, counts, returnedAt }: LeaverRun): {
  readonly look: State;
  readonly word: string;
} {
  if (state === 'rescinded') return { look: 'not-applicable', word: texts.rescinded };
  if (returnedAt !== null) return { look: 'not-applicable', word: texts.returned };
  if (standing === 'open' && counts.open === counts.notObservable)
    return { look: 'unknown', word: texts.unknown };
  return { look: looks[standing], word: texts[standing] };
}

/** Hours with at most one digit after the point. */
export function hoursText(hours: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, {
    maximumFractionDigits: hours < 100 ? 1 : 0,
  }).format(hours);
}
