import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type Provider, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en }).providers;

type Test = NonNullable<Provider['lastTest']>;

/** Tries a provider step by step. The steps here need nobody; the last one is a walk to the provider and back. */
export function ProviderTest({ provider }: { provider: Provider }) {
  const mayTest = useMay('identity-provider.test');
  const [tested] = useQueryState('tested', '');
  const path = { ...useWorkspacePath(), provider: provider.id };
  const test = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/identity-providers/{provider}/test', {
          params: { path },
          body: {},
        }),
      ),
    onSuccess: () => renewSignIn(),
  });
  const shown = test.data?.test ?? provider.lastTest;
  const isBack = tested === provider.id && test.data === undefined;
  const continueAt = test.data?.continueAt ?? null;
  return (
    <div className="space-y-3">
      {shown !== null && (
        <div
          role={isBack || test.data ? 'status' : undefined}
          className="rounded-md border border-line px-4 py-3"
        >
          <p className="mb-2 text-sm text-note">
            {texts.testedAt}: <When at={shown.at} />
          </p>
          <Steps test={shown} />
        </div>
      )}
      <FormProblem error={test.error} />
      {continueAt !== null && (
        <div className="space-y-2">
          <p className="prose-line text-sm text-note">{texts.testing}</p>
          <a
            className="touch inline-flex rounded-md border border-accent bg-accent px-3 py-[5px] font-medium text-on-accent no-underline"
            href={continueAt}
            rel="noreferrer"
          >
            {texts.goOn}
          </a>
        </div>
      )}
      {mayTest && continueAt === null && (
        <Button onClick={() => test.mutate()} isBusy={test.isPending}>
          {texts.test}
        </Button>
      )}
    </div>
  );
}

const states = { passed: 'pass', failed: 'failed', unknown: 'unknown' } as const;

function Steps({ test }: { test: Test }) {
  const names: Readonly<Record<string, string>> = texts.steps;
  return (
    <ol className="space-y-2">
      {test.steps.map(({ name, outcome, detail }) => (
        <li key={name} className="grid grid-cols-[8rem_1fr] gap-x-3 max-md:grid-cols-1">
          <StateMark state={states[outcome]} label={names[name] ?? name} />
          <span>
            <span className="sr-only">{texts.outcome[outcome]}: </span>
            {detail.charAt(0).toUpperCase() + detail.slice(1)}.
          </span>
        </li>
      ))}
    </ol>
  );
}
