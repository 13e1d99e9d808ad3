import { usePeople } from '../app/people.ts';
import { useMay } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { en } from './en.ts';
import { useBreakGlass, usePolicy, useProviders } from './sign-in-policy/sign-in-queries.ts';
import { signInThings } from './sign-in-things.ts';
import type { Thing } from './things-to-do.ts';

/** What sign-in needs of whoever looks, as far as they may see it. */
export function useSignInThings(): readonly Thing[] {
  const maySee = useMay('break-glass.list');
  const breakGlass = useBreakGlass(maySee);
  const policy = usePolicy(maySee);
  const providers = useProviders(maySee);
  const { me } = usePeople();
  const mayApprove = useMay('sign-in-policy.approve');
  const uses = breakGlass.data?.uses ?? [];
  const known = { uses, policy: policy.data, providers: providers.data ?? [], me, mayApprove };
  return signInThings(known, textsOf({ en }).signIn);
}
