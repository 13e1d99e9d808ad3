import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { AddProvider } from './add-provider.tsx';
import { en } from './en.ts';
import { PolicyForm } from './policy-form.tsx';
import { ProviderCard } from './provider-card.tsx';
import { SealedAccounts } from './sealed-accounts.tsx';
import { SealedUses } from './sealed-uses.tsx';
import { type SealedOnce, ShownOnce } from './shown-once.tsx';
import { type Provider, useBreakGlass, usePolicy, useProviders } from './sign-in-queries.ts';
import { WaitingChange } from './waiting-change.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: SignInPolicy,
  permission: 'sign-in-policy.read',
  nav: { group: 'settings', order: 5, key: 'o', icon: DoorOpen },
};

function SignInPolicy() {
  const [once, setOnce] = useState<SealedOnce | null>(null);
  const policy = usePolicy();
  const providers = useProviders();
  const breakGlass = useBreakGlass();
  // Alone on the page, so that it prints as what goes into the envelope.
  if (once !== null) return <ShownOnce sealed={once} onDone={() => setOnce(null)} />;
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={policy} lines={4}>
        {(answer) => (
          <Loaded query={providers} lines={4}>
            {(items) => (
              <>
                {answer.waiting !== null && <WaitingChange change={answer.waiting} providers={items} />}
                <PolicyForm answer={answer} providers={items} />
                <Providers items={items} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
      <Loaded query={breakGlass} lines={3}>
        {(found) => (
          <>
            <SealedAccounts found={found} onSealed={setOnce} />
            <SealedUses uses={found.uses} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Providers({ items }: { items: readonly Provider[] }) {
  const mayAdd = useMay('identity-provider.create');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <Section title={texts.providers.title}>
        <Said outcome={said} />
        {items.length === 0 && <p className="prose-line text-note">{texts.providers.none}</p>}
        <ul className="space-y-4">
          {items.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} onSaid={setSaid} />
          ))}
        </ul>
      </Section>
      {mayAdd && <AddProvider onSaid={setSaid} />}
    </>
  );
}
