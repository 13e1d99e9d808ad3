import { shared } from '../messages/shared.ts';
import { type State, StateShape, stateLooks, toneText } from './state-shape.tsx';

/** A state as people read it: a shape, a word and a colour. `label` replaces the general word where more is known. */
export function StateMark({ state, label }: { state: State; label?: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${toneText[stateLooks[state][1]]}`}>
      <StateShape state={state} />
      <span className="self-baseline">{label ?? shared.states[state]}</span>
    </span>
  );
}

/** Reads any word of the API as a state; a word this version does not know is shown as unknown, never as good. */
export function stateOf(word: string): State {
  return isState(word) ? word : 'unknown';
}

function isState(word: string): word is State {
  return Object.hasOwn(stateLooks, word);
}
