import type { Removal } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';
import type { State } from './state-shape.tsx';

/** How an item that has to go looks. Only what a complete list proves is a filled circle. */
export const removalStates: Readonly<Record<Removal['state'], State>> = {
  open: 'failing',
  gone: 'pass',
  disabled: 'pass',
  'handed-over': 'pass',
  rotated: 'pass',
  narrowed: 'pass',
  attested: 'attested',
  excepted: 'pending',
  'approved-again': 'not-applicable',
  withdrawn: 'not-applicable',
};

const en = {
  states: {
    open: 'Still there',
    gone: 'Proven gone',
    disabled: 'Disabled since',
    'handed-over': 'No longer theirs',
    rotated: 'Changed since',
    narrowed: 'No more than decided',
    attested: 'Attested by two people',
    excepted: 'May stay for a while',
    'approved-again': 'Approved again',
    withdrawn: 'Need not go',
  },
  /** Of what goes on without them. */
  handOver: { open: 'To hand over', 'handed-over': 'Handed over' },
  unknown: 'Cannot tell',
  whats: {
    grant: 'grant',
    account: 'account',
    credential: 'key or token',
    secret: 'shared secret or way in',
    device: 'device',
    session: 'session',
    partner: 'partner access',
  },
  kept: 'account they answer for',
  layers: { partner: 'Partner', individual: 'Individuals', token: 'Tokens and system users' },
};

export const removalTexts = textsOf({ en });

/** Open, and nobody could look: that is not known to be there. */
export function isUnknown({ state, isObservable }: Removal): boolean {
  return state === 'open' && !isObservable;
}

export function stateOfRemoval(removal: Removal): State {
  return isUnknown(removal) ? 'unknown' : removalStates[removal.state];
}

export function wordOfRemoval(removal: Removal): string {
  const { state, isToHandOver } = removal;
  if (isUnknown(removal)) return removalTexts.unknown;
  const isKept = isToHandOver && (state === 'open' || state === 'handed-over');
  return isKept ? removalTexts.handOver[state] : removalTexts.states[state];
}

/** What it is, in a word or two. */
export function whatOfRemoval({ what, isToHandOver }: Pick<Removal, 'what' | 'isToHandOver'>): string {
  return isToHandOver ? removalTexts.kept : removalTexts.whats[what];
}
