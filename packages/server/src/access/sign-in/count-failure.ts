import type { Services } from '../../platform/index.ts';
import { addFailure } from './failures.store.ts';
import { digestOf, sourceOf } from './take-tries.ts';

/** Remembers a failed sign-in until its minute is over; the source by a keyed digest, never by its address. */
export async function countFailure(
  { email, address }: { readonly email: string; readonly address: string },
  services: Services,
): Promise<void> {
  const source = `src_${digestOf(`source ${sourceOf(address)}`, services)
    .toString('hex')
    .slice(0, 16)}`;
  await services.database.withSystem('count a failed sign-in', (tx) =>
    addFailure(tx, { email, source }, services.clock.now()),
  );
}
