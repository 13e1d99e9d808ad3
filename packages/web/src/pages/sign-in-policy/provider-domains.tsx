import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import type { Outcome } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type Provider, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en }).providers;

type DomainsProps = { readonly provider: Provider; readonly onSaid: (said: Outcome) => void };

/** The mail domains of a provider, each with the record that proves it until it has. */
export function ProviderDomains({ provider, onSaid }: DomainsProps) {
  const isOpen = provider.domains.some(({ verifiedAt }) => verifiedAt === null);
  return (
    <div className="space-y-2">
      <h4 className="font-medium">{texts.domains}</h4>
      {isOpen && <p className="prose-line text-sm text-note">{texts.domainHelp}</p>}
      <ul className="space-y-3">
        {provider.domains.map((one) => (
          <DomainLine key={one.domain} provider={provider.id} domain={one} onSaid={onSaid} />
        ))}
      </ul>
    </div>
  );
}

type LineProps = {
  readonly provider: string;
  readonly domain: Provider['domains'][number];
  readonly onSaid: (said: Outcome) => void;
};

function DomainLine({ provider, domain: { domain, verifiedAt, record }, onSaid }: LineProps) {
  const mayVerify = useMay('identity-provider.verify');
  const path = { ...useWorkspacePath(), provider, domain };
  const verify = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/identity-providers/{provider}/domains/{domain}/verify', {
          params: { path },
          body: {},
        }),
      ),
    onSuccess: async () => {
      const text = texts.verifiedNow(domain);
      announce(text);
      onSaid({ text });
      await renewSignIn();
    },
  });
  return (
    <li className="space-y-2">
      <p className="flex flex-wrap gap-x-3">
        <span>{domain}</span>
        {verifiedAt === null ? (
          <StateMark state="pending" label={texts.unverified} />
        ) : (
          <StateMark state="pass" label={texts.verified} />
        )}
      </p>
      {verifiedAt === null && (
        <>
          <CommandBlock text={record} name={texts.record(domain)} />
          <FormProblem error={verify.error} />
          {mayVerify && (
            <Button onClick={() => verify.mutate()} isBusy={verify.isPending}>
              {texts.verify(domain)}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
