import { type BrandAccount, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en as listTexts } from '../en.ts';
import { standingLook } from '../page.tsx';
import { readCustodyAgain, useBrandAccount } from '../use-custody.ts';
import { CustodyForm } from './custody-form.tsx';
import { CustodyPicture } from './custody-picture.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });
const list = textsOf({ en: listTexts });
const home = [{ label: texts.home, href: '/brand-accounts' }];

export const page: Page = {
  title: texts.title,
  component: BrandAccountPage,
  permission: 'brand-account.read',
};

function BrandAccountPage() {
  const account = useBrandAccount(usePathParam('account'));
  const mayChange = useMay('brand-account.change');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <Loaded query={account} lines={8} title={texts.title}>
      {(one) => (
        <>
          <PageHeader
            title={one.account}
            home={home}
            note={
              <>
                <span>{one.system}</span>
                <StateMark state={standingLook[one.standing]} label={list.standing[one.standing]} />
                <Provenance position={one.position} />
              </>
            }
            actions={<ConfirmCustody one={one} onSaid={setSaid} />}
          />
          <Said outcome={said} />
          <Section title={texts.picture}>
            <CustodyPicture one={one} />
          </Section>
          {mayChange && <CustodyForm key={one.position} one={one} onSaid={setSaid} />}
        </>
      )}
    </Loaded>
  );
}

const confirmedDays = 30;

function ConfirmCustody({ one, onSaid }: { one: BrandAccount; onSaid: (said: Outcome) => void }) {
  const path = { ...useWorkspacePath(), brandAccount: one.id };
  const mayConfirm = useMay('brand-account.confirm');
  const { open, start, cancel, finish } = useStep<'confirm'>();
  const confirm = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/brand-accounts/{brandAccount}/confirm', {
          params: { path },
          body: { days: confirmedDays },
        }),
      ),
    onSuccess: async () => {
      finish();
      announce(texts.confirm.done);
      onSaid({ text: texts.confirm.done });
      await readCustodyAgain();
    },
  });
  if (!mayConfirm) return null;
  return (
    <>
      <Button look="primary" onClick={start('confirm')}>
        {texts.confirm.open}
      </Button>
      <Confirm
        isOpen={open === 'confirm'}
        onClose={cancel}
        title={texts.confirm.title}
        action={texts.confirm.open}
        look="primary"
        isBusy={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate()}
      >
        <p>{texts.confirm.text}</p>
      </Confirm>
    </>
  );
}
