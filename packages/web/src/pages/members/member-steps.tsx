import { type Member, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { CalendarClock, KeyRound, UserMinus, UserPen } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { GiveGrant } from './give-grant.tsx';
import { ResetStep } from './reset-step.tsx';
import { type PersonRole, RoleChoice } from './role-choice.tsx';

const texts = textsOf({ en });
const reason = { label: texts.change.reason, help: texts.change.reasonHelp };

type StepProps = {
  readonly member: Member;
  readonly role: PersonRole;
  readonly onClose: () => void;
  /** Told what happened, once it has. */
  readonly onDone: (said: string) => void;
};

/** Change, give for a time and remove, each with a confirmation; nothing for oneself and for the command line. */
export function MemberSteps({ member, onSaid }: { member: Member; onSaid: (said: Outcome) => void }) {
  const { subject: me } = useWorkspace();
  const mayChange = useMay('member.change');
  const mayGive = useMay('grant.create');
  const mayReset = useMay('member.reset');
  const mayRemove = useMay('member.remove');
  const { open, start, cancel, finish } = useStep<'change' | 'give' | 'reset' | 'remove'>();
  const { role } = member;
  if (member.subject === me || role === 'service') return null;
  const onDone = (said: string) => {
    finish();
    announce(said);
    onSaid({ text: said });
    void queryClient.invalidateQueries({ queryKey: ['members'] });
    void queryClient.invalidateQueries({ queryKey: ['grants'] });
  };
  const step = { member, role, onClose: cancel, onDone };
  return (
    <span className="inline-flex gap-1">
      {mayChange && (
        <Button look="quiet" onClick={start('change')}>
          <UserPen size={16} aria-hidden="true" />
          <Label text={texts.change.open} name={nameOf(member)} />
        </Button>
      )}
      {mayGive && (
        <Button look="quiet" onClick={start('give')}>
          <CalendarClock size={16} aria-hidden="true" />
          <Label text={texts.give.open} name={nameOf(member)} />
        </Button>
      )}
      {mayReset && (
        <Button look="quiet" onClick={start('reset')}>
          <KeyRound size={16} aria-hidden="true" />
          <Label text={texts.reset.open} name={nameOf(member)} />
        </Button>
      )}
      {mayRemove && (
        <Button look="quiet" onClick={start('remove')}>
          <UserMinus size={16} aria-hidden="true" />
          <Label text={texts.remove.open} name={nameOf(member)} />
        </Button>
      )}
      {open === 'change' && <ChangeRole {...step} />}
      {open === 'give' && <GiveGrant {...step} name={nameOf(member)} />}
      {open === 'reset' && <ResetStep member={member} name={nameOf(member)} onClose={cancel} />}
      {open === 'remove' && <Remove {...step} />}
    </span>
  );
}

/** At phone width the icon stands alone; whoever listens hears the word and the name at every width. */
function Label({ text, name }: { text: string; name: string }) {
  return (
    <span className="max-md:sr-only">
      {text} <span className="sr-only">{name}</span>
    </span>
  );
}

function ChangeRole({ member, role: before, onClose, onDone }: StepProps) {
  const path = { ...useWorkspacePath(), subject: member.subject };
  const [role, setRole] = useState(before);
  const name = nameOf(member);
  const change = useMutation({
    mutationFn: (why: string) =>
      read(
        api.PATCH('/api/workspaces/{workspace}/members/{subject}', {
          params: { path },
          body: { role, reason: why },
        }),
      ),
    onSuccess: ({ state }) =>
      onDone(texts.change[state === 'waiting' ? 'waiting' : 'done'](name, texts.short[role])),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.change.title(name)}
      action={texts.change.action}
      look="primary"
      reason={reason}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={(why) => change.mutate(why)}
    >
      <RoleChoice label={texts.change.role} value={role} onChoose={setRole} />
    </Confirm>
  );
}

function Remove({ member, onClose, onDone }: StepProps) {
  const path = { ...useWorkspacePath(), subject: member.subject };
  const name = nameOf(member);
  const remove = useMutation({
    mutationFn: (why: string) =>
      read(
        api.DELETE('/api/workspaces/{workspace}/members/{subject}', {
          params: { path, query: { reason: why } },
        }),
      ),
    onSuccess: () => onDone(texts.remove.done(name)),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.remove.title(name)}
      action={texts.remove.action}
      reason={reason}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={(why) => remove.mutate(why)}
    >
      <p>{texts.remove.text}</p>
    </Confirm>
  );
}

function nameOf({ name, email }: Member): string {
  return name ?? email ?? texts.unnamed;
}
