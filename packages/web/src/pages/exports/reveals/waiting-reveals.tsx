import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { readRevealsAgain } from '../../../app/reveals.ts';
import { useMay, useWorkspace } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { type Reveal, whoseOf } from './use-reveals.ts';

const texts = textsOf({ en }).waiting;

type WaitingProps = { readonly reveals: readonly Reveal[]; readonly onSaid: (said: Outcome) => void };

/** Requests beyond what one person may see in an hour. */
export function WaitingReveals({ reveals, onSaid }: WaitingProps) {
  const waiting = reveals.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return null;
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <ul className="mb-8 space-y-3">
        {waiting.map((one) => (
          <li key={one.id} className="space-y-3 rounded-md border border-line bg-raised px-4 py-3">
            <p>
              <PersonName subject={one.reader} />: {whoseOf(one)}
            </p>
            <p className="text-soft">{one.reason}</p>
            <Decision one={one} onSaid={onSaid} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Decision({ one, onSaid }: { one: Reveal; onSaid: (said: Outcome) => void }) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('reveal.approve');
  const [open, setOpen] = useState<'approve' | 'decline' | null>(null);
  const isMine = one.reader === me;
  if (isMine || !mayApprove) return <Remark state="pending">{isMine ? texts.mine : texts.notAllowed}</Remark>;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => setOpen('approve')}>
          {texts.approve}
        </Button>
        <Button onClick={() => setOpen('decline')}>{texts.decline}</Button>
      </div>
      {open !== null && <Decide one={one} step={open} onClose={() => setOpen(null)} onSaid={onSaid} />}
    </>
  );
}

type DecideProps = {
  readonly one: Reveal;
  readonly step: 'approve' | 'decline';
  readonly onClose: () => void;
  readonly onSaid: (said: Outcome) => void;
};

function Decide({ one, step, onClose, onSaid }: DecideProps) {
  const path = { ...useWorkspacePath(), reveal: one.id };
  const isYes = step === 'approve';
  const decide = useMutation({
    mutationFn: () => {
      const asked = { params: { path }, body: {} };
      return isYes
        ? read(api.POST('/api/workspaces/{workspace}/reveals/{reveal}/approve', asked))
        : read(api.POST('/api/workspaces/{workspace}/reveals/{reveal}/decline', asked));
    },
    onSuccess: () => {
      const said = isYes ? texts.approved : texts.declined;
      announce(said);
      onSaid({ text: said });
      readRevealsAgain();
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isYes ? texts.approveTitle : texts.declineTitle}
      action={isYes ? texts.approve : texts.decline}
      look={isYes ? 'primary' : 'danger'}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate()}
    >
      <p>{whoseOf(one)}</p>
      <p>{isYes ? texts.approveText : texts.declineText}</p>
    </Confirm>
  );
}
