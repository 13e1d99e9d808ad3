import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { useQueryState } from '../app/query-state.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Anchor } from './anchor.tsx';
import { Button } from './button.tsx';
import { FormProblem } from './form-problem.tsx';
import { StateShape } from './state-shape.tsx';

const en = {
  open: 'Sign in through your organisation',
  needsEmail: 'Type your e-mail address first.',
  none: 'No identity provider signs people with this address in. Use your password or a passkey.',
  choose: 'Which one?',
  breakGlass: 'Open a break-glass account',
  problems: {
    'provider-unreachable':
      'The identity provider does not answer. Try again in a few minutes; if it stays so, your administrator can open a break-glass account.',
    'provider-changed':
      'The identity provider describes itself differently than when it was set up, so nobody is signed in. Tell your administrator: the provider has to be tested again.',
    'provider-said-no': 'The identity provider did not sign you in. Try again, or ask who runs it.',
    'provider-waits': 'This identity provider is not in use here. Ask an owner of your workspace.',
    'answer-invalid':
      'The answer of the identity provider could not be trusted, so nobody is signed in. Tell your administrator.',
    'answer-expired': 'The answer of the identity provider came too late, or a clock is wrong. Try again.',
    'answer-used': 'This answer of the identity provider was used before. Begin again.',
    'attempt-unknown': 'This sign-in was not begun here, or took longer than ten minutes. Begin again.',
    'address-unverified': 'The identity provider does not confirm your e-mail address. Ask who runs it.',
    'domain-not-claimed':
      'Your e-mail address does not belong to a domain of this workspace. Ask your administrator.',
    'not-a-member': 'You are not a member of this workspace. Ask an owner to add you.',
    'was-removed': 'You were removed from this workspace. An owner can add you again.',
  },
};
const texts = textsOf({ en });

/** The way in through an identity provider, found by the domain of the address; several are listed. */
export function SingleSignOn({ email, next }: { readonly email: string; readonly next: string }) {
  const find = useMutation({
    mutationFn: () => read(api.GET('/api/sso', { params: { query: { email } } })),
    onSuccess: ({ items }) => {
      const [only] = items;
      if (only !== undefined && items.length === 1) window.location.assign(startOf(only.start, next));
    },
  });
  const items = find.data?.items ?? null;
  const hasAddress = email.includes('@');
  return (
    <div className="space-y-3">
      <Button
        onClick={() => hasAddress && find.mutate()}
        isBusy={find.isPending}
        className="w-full"
        aria-describedby={hasAddress ? undefined : 'sso-needs-email'}
      >
        {texts.open}
      </Button>
      {!hasAddress && (
        <p id="sso-needs-email" className="text-sm text-note">
          {texts.needsEmail}
        </p>
      )}
      <FormProblem error={find.error} />
      <div role="status">
        {items?.length === 0 && <p className="text-sm text-note">{texts.none}</p>}
        {items !== null && items.length > 1 && (
          <>
            <p className="mb-1 font-medium">{texts.choose}</p>
            <ul className="space-y-1">
              {items.map(({ id, name, workspace, start }) => (
                <li key={id}>
                  <a href={startOf(start, next)}>
                    {name} · {workspace}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p className="text-sm">
        <Anchor href="/break-glass">{texts.breakGlass}</Anchor>
      </p>
    </div>
  );
}

/** Why a way through a provider ended here; said when the page opens. */
export function SingleSignOnProblem() {
  const [code] = useQueryState('sso', '');
  const problems: Readonly<Record<string, string>> = texts.problems;
  const sentence = problems[code];
  if (sentence === undefined) return null;
  return (
    <p
      role="alert"
      className="mb-4 flex items-start gap-2 rounded-md border border-fail/40 bg-fail-tint px-3 py-2 text-sm"
    >
      <span className="pt-[3px]">
        <StateShape state="failing" />
      </span>
      {sentence}
    </p>
  );
}

function startOf(start: string, next: string): string {
  return next === '/' ? start : `${start}?next=${encodeURIComponent(next)}`;
}
