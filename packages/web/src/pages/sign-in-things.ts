import type { en } from './en.ts';
import type { BreakGlass, PolicyAnswer, Provider } from './sign-in-policy/sign-in-queries.ts';
import type { Thing } from './things-to-do.ts';

type Texts = (typeof en)['signIn'];

export type SignInKnown = {
  readonly uses: BreakGlass['uses'];
  readonly policy: PolicyAnswer | undefined;
  readonly providers: readonly Provider[];
  /** The pseudonym of whoever looks; null where it cannot be told. */
  readonly me: string | null;
  readonly mayApprove: boolean;
};

const href = '/sign-in-policy';

/** What sign-in needs of a person: a use of a sealed account that nobody reviewed comes first. */
export function signInThings(known: SignInKnown, texts: Texts): readonly Thing[] {
  return [...thingsOfUses(known, texts), ...sealThing(known, texts), ...waitingThings(known, texts)];
}

function thingsOfUses({ uses }: SignInKnown, texts: Texts): readonly Thing[] {
  return uses
    .filter(({ state }) => state !== 'reviewed')
    .map(({ id, signInName, state, usedAt, position, mayReview }) => ({
      id: `break-glass/${id}`,
      state: state === 'overdue' ? 'failing' : 'pending',
      title: texts.used(signInName),
      reason:
        `${state === 'overdue' ? texts.overdue : texts.toReview} ${mayReview ? '' : texts.notYours}`.trim(),
      since: usedAt,
      position,
      action: { label: mayReview ? texts.review : texts.look, href },
    }));
}

function sealThing({ policy }: SignInKnown, texts: Texts): readonly Thing[] {
  if (policy?.policy.enforceSso !== true || policy.readiness.sealedAccounts > 0) return [];
  const thing = { id: 'sign-in/unsealed', state: 'failing', since: null, position: null } as const;
  return [
    { ...thing, title: texts.unsealed, reason: texts.unsealedReason, action: { label: texts.seal, href } },
  ];
}

function waitingThings({ policy, providers, me, mayApprove }: SignInKnown, texts: Texts): readonly Thing[] {
  if (!mayApprove) return [];
  const action = { label: texts.decide, href };
  const change = policy?.waiting ?? null;
  const changes: readonly Thing[] =
    change === null || change.requestedBy === me
      ? []
      : [
          {
            id: `sign-in/${change.id}`,
            state: 'pending',
            title: texts.change,
            reason: texts.changeReason,
            since: change.requestedAt,
            position: change.position,
            action,
          },
        ];
  const waiting = providers.filter(({ state, requestedBy }) => state === 'waiting' && requestedBy !== me);
  const ofProviders = waiting.map(
    ({ id, name, requestedAt, position }): Thing => ({
      id: `sign-in/${id}`,
      state: 'pending',
      title: texts.provider(name),
      reason: texts.providerReason,
      since: requestedAt,
      position,
      action,
    }),
  );
  return [...changes, ...ofProviders];
}
