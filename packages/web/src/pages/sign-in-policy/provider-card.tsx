import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { Remark } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import type { Outcome } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { ProviderDomains } from './provider-domains.tsx';
import { ProviderStep } from './provider-step.tsx';
import { ProviderTest } from './provider-test.tsx';
import type { Provider } from './sign-in-queries.ts';

const texts = textsOf({ en }).providers;

type CardProps = { readonly provider: Provider; readonly onSaid: (said: Outcome) => void };

/** One provider: whether it signs people in, what it must be told of us, its domains, its last test. */
export function ProviderCard({ provider, onSaid }: CardProps) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('identity-provider.approve');
  const mayRemove = useMay('identity-provider.remove');
  const { open, start, cancel, finish } = useStep<'approve' | 'remove'>();
  const isWaiting = provider.state === 'waiting';
  const isMine = provider.requestedBy === me;
  const onDone = (text: string) => {
    finish();
    onSaid({ text });
  };
  return (
    <li className="space-y-4 rounded-md border border-line bg-raised px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-lg font-semibold">{provider.name}</h3>
        <StandingMark provider={provider} />
      </div>
      {isWaiting && isMine && <Remark state="pending">{texts.mineWaits}</Remark>}
      <Facts provider={provider} />
      <Addresses provider={provider} />
      <ProviderDomains provider={provider} onSaid={onSaid} />
      <ProviderTest provider={provider} />
      <div className="flex flex-wrap gap-2">
        {isWaiting && !isMine && mayApprove && (
          <Button look="primary" onClick={start('approve')}>
            {texts.approve}
          </Button>
        )}
        {mayRemove && (
          <Button onClick={start('remove')}>
            {texts.remove} <span className="sr-only">{provider.name}</span>
          </Button>
        )}
      </div>
      {open !== null && <ProviderStep step={open} provider={provider} onClose={cancel} onDone={onDone} />}
    </li>
  );
}

function StandingMark({ provider: { state, domains } }: { provider: Provider }) {
  if (state === 'waiting') return <StateMark state="pending" label={texts.waiting} />;
  const isProven = domains.some(({ verifiedAt }) => verifiedAt !== null);
  return isProven ? (
    <StateMark state="pass" label={texts.active} />
  ) : (
    <StateMark state="pending" label={texts.unproven} />
  );
}

function Facts({ provider }: { provider: Provider }) {
  const isOidc = provider.kind === 'oidc';
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 max-md:grid-cols-1 max-md:gap-y-0">
      <Fact label={isOidc ? texts.oidc : texts.saml}>
        <span className="break-all">{provider.issuer}</span> <Provenance position={provider.position} />
      </Fact>
      {provider.clientId !== null && (
        <Fact label={texts.clientId}>
          <span className="font-mono text-xs break-all">{provider.clientId}</span>
        </Fact>
      )}
      <Fact label={texts.secondFactor}>
        {provider.assertsSecondFactor ? texts.believed : texts.notBelieved}
      </Fact>
      <Fact label={texts.unknownPeople}>
        {provider.addsMembers ? texts.becomeEmployees : texts.areRefused}
      </Fact>
      <Fact label={texts.addedBy}>
        <PersonName subject={provider.requestedBy} />
      </Fact>
      {provider.approvedBy !== null && (
        <Fact label={texts.approvedBy}>
          <PersonName subject={provider.approvedBy} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-note">{label}</dt>
      <dd className="min-w-0 max-md:mb-2">{children}</dd>
    </>
  );
}

function Addresses({ provider: { kind, addresses } }: { provider: Provider }) {
  const shown =
    kind === 'oidc'
      ? [{ label: texts.redirectUrl, text: addresses.redirectUrl }]
      : [
          { label: texts.answersUrl, text: addresses.answersUrl },
          { label: texts.ownEntityId, text: addresses.entityId },
        ];
  return (
    <div className="space-y-2">
      <h4 className="font-medium">{texts.tell}</h4>
      {shown.map(({ label, text }) => (
        <div key={label}>
          <p className="text-sm text-note">{label}</p>
          <CommandBlock text={text} name={label} />
        </div>
      ))}
    </div>
  );
}
