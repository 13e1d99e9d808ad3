import type { Erasure } from '@daybook/client';
import type { State } from '../../components/state-shape.tsx';

export const erasureStates = {
  requested: 'pending',
  approved: 'completed',
  declined: 'cancelled',
  held: 'failing',
} as const satisfies Record<Erasure['state'], State>;
