import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import type { Outcome } from '../../components/said.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { listName } from './list-name.ts';
import { type Export, readExportsAgain } from './use-exports.ts';

const texts = textsOf({ en });

type WaitingProps = { readonly exports: readonly Export[]; readonly onSaid: (said: Outcome) => void };

/** What waits for somebody else, with all they need to decide. */
export function WaitingExports({ exports, onSaid }: WaitingProps) {
  const waiting = exports.filter(({ state }) => state === 'waiting');
  return (
    <Section title={texts.waiting.title}>
      {waiting.length === 0 ? (
        <p className="text-note">{texts.waiting.none}</p>
      ) : (
        <ul className="space-y-3">
          {waiting.map((one) => (
            <li key={one.id} className="space-y-3 rounded-md border border-line bg-raised px-4 py-3">
              <p className="font-medium">{listName(one.what)}</p>
              <Facts one={one} />
              <Decision one={one} onSaid={onSaid} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Facts({ one }: { one: Export }) {
  const { facts } = texts;
  const only = Object.entries(one.query).map((pair) => pair.join(' = '));
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-note">{facts.by}</dt>
      <dd>
        <PersonName subject={one.requestedBy} />, <When at={one.requestedAt} />
      </dd>
      <dt className="text-note">{facts.reason}</dt>
      <dd className="min-w-0 break-words">{one.reason}</dd>
      {only.length > 0 && (
        <>
          <dt className="text-note">{facts.only}</dt>
          <dd className="min-w-0 font-mono text-xs break-all">{only.join(', ')}</dd>
        </>
      )}
      <dt className="text-note">{facts.rows}</dt>
      <dd className="number">{formatNumber(one.rows)}</dd>
      <dt className="text-note">{facts.names}</dt>
      <dd>{one.hasNames ? texts.named : texts.masked}</dd>
      <dt className="text-note">{facts.digest}</dt>
      <dd className="min-w-0 font-mono text-xs break-all">{one.digest}</dd>
    </dl>
  );
}

function Decision({ one, onSaid }: { one: Export; onSaid: (said: Outcome) => void }) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('export.approve');
  const mayDecline = useMay('export.decline');
  const [open, setOpen] = useState<'approve' | 'decline' | null>(null);
  const isMine = one.requestedBy === me;
  if (isMine || !mayApprove) {
    return <Remark state="pending">{isMine ? texts.waiting.mine : texts.waiting.notAllowed}</Remark>;
  }
  const close = () => setOpen(null);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => setOpen('approve')}>
          {texts.waiting.approve}
        </Button>
        {mayDecline && <Button onClick={() => setOpen('decline')}>{texts.waiting.decline}</Button>}
      </div>
      {open !== null && <Decide one={one} step={open} onClose={close} onSaid={onSaid} />}
    </>
  );
}

type DecideProps = {
  readonly one: Export;
  readonly step: 'approve' | 'decline';
  readonly onClose: () => void;
  readonly onSaid: (said: Outcome) => void;
};

function Decide({ one, step, onClose, onSaid }: DecideProps) {
  const path = { ...useWorkspacePath(), export: one.id };
  const isYes = step === 'approve';
  const { waiting } = texts;
  const decide = useMutation({
    mutationFn: () => {
      const asked = { params: { path }, body: {} };
      return isYes
        ? read(api.POST('/api/workspaces/{workspace}/exports/{export}/approve', asked))
        : read(api.POST('/api/workspaces/{workspace}/exports/{export}/decline', asked));
    },
    onSuccess: () => {
      const said = isYes ? waiting.approved : waiting.declined;
      announce(said);
      onSaid({ text: said });
      readExportsAgain();
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isYes ? waiting.approveTitle : waiting.declineTitle}
      action={isYes ? waiting.approve : waiting.decline}
      look={isYes ? 'primary' : 'danger'}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate()}
    >
      <Facts one={one} />
      <p>{isYes ? waiting.approveText : waiting.declineText}</p>
    </Confirm>
  );
}
