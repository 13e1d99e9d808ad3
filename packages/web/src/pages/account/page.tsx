import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { OwnSessions } from './own-sessions.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorPart } from './second-factor-part.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Account };

export function useAccount() {
  return useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => read(api.GET('/api/account', { signal })),
  });
}

function Account() {
  const account = useAccount();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={account} lines={6}>
        {(data) => (
          <>
            <Section title={texts.factor.title}>
              <SecondFactorPart account={data} />
            </Section>
            <Passkeys />
            <Section title={texts.password.title}>
              {data.methods.includes('password') ? <PasswordForm /> : <p>{texts.password.none}</p>}
            </Section>
          </>
        )}
      </Loaded>
      <OwnSessions />
    </>
  );
}
