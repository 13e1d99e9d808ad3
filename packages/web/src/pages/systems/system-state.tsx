import type { ListedSystem } from '@daybook/client';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const marks: Readonly<Record<ListedSystem['state'], State>> = {
  whole: 'complete',
  attested: 'attested',
  'not-whole': 'unknown',
  never: 'not-tested',
};

/** Whether the list of who has access can be relied on, and how old it is; why not, where it cannot. */
export function SystemState({ system }: { system: ListedSystem }) {
  const { state, lastWholeAt, staleAt, reasons } = system;
  const [reason] = reasons;
  return (
    <>
      <StateMark state={marks[state]} label={texts.states[state]} />{' '}
      {lastWholeAt !== null && (
        <span className="text-sm text-note">
          <When at={lastWholeAt} />
          {state === 'attested' && staleAt !== null && (
            <>
              , {texts.until} <When at={staleAt} />
            </>
          )}
        </span>
      )}
      {reason !== undefined && <span className="block text-xs text-note">{reason}</span>}
    </>
  );
}
