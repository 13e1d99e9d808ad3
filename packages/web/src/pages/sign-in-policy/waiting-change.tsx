import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Remark } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { useStep } from '../../components/use-step.ts';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type PolicyAnswer, type Provider, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en });
const words = texts.waiting;

type Change = NonNullable<PolicyAnswer['waiting']>;

/** What was asked for, before and after, and the second person's part. */
export function WaitingChange({ change, providers }: { change: Change; providers: readonly Provider[] }) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('sign-in-policy.approve');
  const mayDecline = useMay('sign-in-policy.decline');
  const { open, start, cancel, finish } = useStep<'approve' | 'decline'>();
  const isMine = change.requestedBy === me;
  const whyNot = isMine ? words.mine : mayApprove ? null : words.notAllowed;
  const refusal = isMine ? words.withdraw : words.decline;
  return (
    <section className="mb-8 space-y-3 rounded-md border border-accent bg-raised px-5 py-4">
      <h2 className="text-lg font-semibold">{words.title}</h2>
      <Comparison change={change} providers={providers} />
      <p className="text-sm text-note">
        {words.askedBy} <PersonName subject={change.requestedBy} />, <When at={change.requestedAt} />.{' '}
        {words.reason}: {change.reason}
      </p>
      {whyNot !== null && <Remark state="pending">{whyNot}</Remark>}
      <div className="flex flex-wrap gap-2">
        {whyNot === null && (
          <Button look="primary" onClick={start('approve')}>
            {words.approve}
          </Button>
        )}
        {mayDecline && <Button onClick={start('decline')}>{refusal}</Button>}
      </div>
      {open !== null && (
        <Decide
          verb={open}
          change={change.id}
          action={open === 'approve' ? words.approve : refusal}
          onClose={cancel}
          onDone={finish}
        />
      )}
    </section>
  );
}

type DecideProps = {
  readonly verb: 'approve' | 'decline';
  readonly change: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function Decide({ verb, change, action, onClose, onDone }: DecideProps) {
  const path = { ...useWorkspacePath(), change };
  const isApproval = verb === 'approve';
  const decide = useMutation({
    mutationFn: () =>
      isApproval
        ? read(
            api.POST('/api/workspaces/{workspace}/sign-in-policy/changes/{change}/approve', {
              params: { path },
              body: {},
            }),
          )
        : read(
            api.POST('/api/workspaces/{workspace}/sign-in-policy/changes/{change}/decline', {
              params: { path },
              body: {},
            }),
          ),
    onSuccess: async () => {
      onDone();
      announce(isApproval ? words.approved : words.declined);
      await renewSignIn();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isApproval ? words.approveTitle : words.declineTitle}
      action={action}
      look={isApproval ? 'primary' : 'danger'}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate()}
    >
      <p>{isApproval ? words.approveText : words.declineText}</p>
    </Confirm>
  );
}

function Comparison({ change, providers }: { change: Change; providers: readonly Provider[] }) {
  const nameOf = (id: string | null) =>
    providers.find((one) => one.id === id)?.name ?? texts.policy.noProvider;
  const yesNo = (is: boolean) => (is ? texts.policy.yes : texts.policy.no);
  const enforced = (policy: Change['before']) =>
    policy.enforceSso ? nameOf(policy.provider) : texts.policy.no;
  const rows = [
    { label: texts.policy.enforceSso, before: enforced(change.before), after: enforced(change.after) },
    {
      label: texts.policy.requireSecondFactor,
      before: yesNo(change.before.requireSecondFactor),
      after: yesNo(change.after.requireSecondFactor),
    },
    {
      label: texts.policy.sessionHours,
      before: texts.hours(change.before.sessionHours),
      after: texts.hours(change.after.sessionHours),
    },
  ].filter(({ before, after }) => before !== after);
  return (
    <dl className="space-y-2">
      {rows.map(({ label, before, after }) => (
        <div key={label}>
          <dt className="text-note">{label}</dt>
          <dd>
            {words.from}: {before} → {words.to}: <strong>{after}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
