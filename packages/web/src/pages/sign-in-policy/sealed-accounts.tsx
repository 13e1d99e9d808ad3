import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useStep } from '../../components/use-step.ts';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { SealedOnce } from './shown-once.tsx';
import { type BreakGlass, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en }).sealed;

type Account = BreakGlass['accounts'][number];
type AccountsProps = { readonly found: BreakGlass; readonly onSealed: (sealed: SealedOnce) => void };

/** The sealed accounts; an owner makes, renews and ends them, and an account that is in use renews itself. */
export function SealedAccounts({ found: { accounts }, onSealed }: AccountsProps) {
  const { role } = useWorkspace();
  const isOwner = role === 'owner';
  const { open, start, cancel, finish } = useStep<'make'>();
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <Said outcome={said} />
      {accounts.length === 0 && <p className="prose-line mb-3 text-note">{texts.none}</p>}
      <ul className="mb-4 space-y-3">
        {accounts.map((account) => (
          <AccountLine
            key={account.id}
            account={account}
            isOwner={isOwner}
            onSealed={onSealed}
            onSaid={setSaid}
          />
        ))}
      </ul>
      {isOwner ? (
        <Button onClick={start('make')}>{texts.make}</Button>
      ) : (
        <p className="text-note">{texts.ownersOnly}</p>
      )}
      {open === 'make' && (
        <Seal
          account={null}
          onClose={cancel}
          onSealed={(sealed) => {
            finish();
            onSealed(sealed);
          }}
        />
      )}
    </Section>
  );
}

type LineProps = {
  readonly account: Account;
  readonly isOwner: boolean;
  readonly onSealed: (sealed: SealedOnce) => void;
  readonly onSaid: (said: Outcome) => void;
};

function AccountLine({ account, isOwner, onSealed, onSaid }: LineProps) {
  const { subject: me } = useWorkspace();
  const { open, start, cancel, finish } = useStep<'renew' | 'end'>();
  const mayRenew = isOwner || account.subject === me;
  const onEnded = () => {
    finish();
    onSaid({ text: texts.ended(account.signInName) });
  };
  return (
    <li className="space-y-2 rounded-md border border-line bg-raised px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-mono">{account.signInName}</span>
        {account.state === 'sealed' ? (
          <StateMark state="pass" label={texts.ready} />
        ) : (
          <StateMark state="failing" label={texts.opened} />
        )}
      </div>
      <p className="text-sm text-note">
        {texts.by} <PersonName subject={account.sealedBy} />, <When at={account.sealedAt} />{' '}
        <Provenance position={account.position} />
      </p>
      <div className="flex flex-wrap gap-2">
        {mayRenew && (
          <Button onClick={start('renew')}>
            {texts.renew} <span className="sr-only">{account.signInName}</span>
          </Button>
        )}
        {isOwner && (
          <Button onClick={start('end')}>
            {texts.end} <span className="sr-only">{account.signInName}</span>
          </Button>
        )}
      </div>
      {open === 'renew' && <Seal account={account} onClose={cancel} onSealed={onSealed} />}
      {open === 'end' && <End account={account} onClose={cancel} onDone={onEnded} />}
    </li>
  );
}

type SealProps = {
  /** Null makes a new one. */
  readonly account: Account | null;
  readonly onClose: () => void;
  readonly onSealed: (sealed: SealedOnce) => void;
};

function Seal({ account, onClose, onSealed }: SealProps) {
  const path = useWorkspacePath();
  const seal = useMutation({
    mutationFn: () => {
      if (account === null)
        return read(api.POST('/api/workspaces/{workspace}/break-glass', { params: { path }, body: {} }));
      const params = { path: { ...path, account: account.id } };
      return read(api.POST('/api/workspaces/{workspace}/break-glass/{account}/renew', { params, body: {} }));
    },
    onSuccess: async ({ account: { signInName }, password }) => {
      onSealed({ signInName, password });
      await renewSignIn();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={account === null ? texts.makeTitle : texts.renewTitle(account.signInName)}
      action={account === null ? texts.make : texts.renew}
      look="primary"
      isBusy={seal.isPending}
      error={seal.error}
      onConfirm={() => seal.mutate()}
    >
      {account !== null && <p>{texts.renewText}</p>}
      <p>{texts.makeText}</p>
    </Confirm>
  );
}

function End({ account, onClose, onDone }: { account: Account; onClose: () => void; onDone: () => void }) {
  const path = { ...useWorkspacePath(), account: account.id };
  const end = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/workspaces/{workspace}/break-glass/{account}', { params: { path } })),
    onSuccess: async () => {
      announce(texts.ended(account.signInName));
      onDone();
      await renewSignIn();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.endTitle(account.signInName)}
      action={texts.end}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
    >
      <p>{texts.endText}</p>
    </Confirm>
  );
}
