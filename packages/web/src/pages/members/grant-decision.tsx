import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Remark } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { Grant } from './waiting-grants.tsx';

const texts = textsOf({ en }).waiting;
const { short } = textsOf({ en });

type DecisionProps = { readonly grant: Grant; readonly onSaid: (said: Outcome) => void };

/** The second person's part. Whoever may not approve reads why; who asked may still withdraw. */
export function GrantDecision({ grant, onSaid }: DecisionProps) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('grant.approve');
  const mayDecline = useMay('grant.decline');
  const { open, start, cancel, finish } = useStep<'approve' | 'decline'>();
  const isMine = grant.grantedBy === me;
  const isAboutMe = grant.subject === me;
  const whyNot = isMine ? texts.mine : isAboutMe ? texts.aboutMe : mayApprove ? null : texts.notAllowed;
  const onDone = (said: string) => {
    finish();
    announce(said);
    onSaid({ text: said });
    void queryClient.invalidateQueries({ queryKey: ['grants'] });
    void queryClient.invalidateQueries({ queryKey: ['members'] });
  };
  const step = { grant, onDone, onClose: cancel };
  return (
    <>
      {whyNot !== null && <Remark state="pending">{whyNot}</Remark>}
      <div className="flex flex-wrap gap-2">
        {whyNot === null && (
          <Button look="primary" onClick={start('approve')}>
            {texts.approve}
          </Button>
        )}
        {mayDecline && !isAboutMe && (
          <Button onClick={start('decline')}>{isMine ? texts.withdraw : texts.decline}</Button>
        )}
      </div>
      {open === 'approve' && <Approve {...step} />}
      {open === 'decline' && <Decline {...step} action={isMine ? texts.withdraw : texts.decline} />}
    </>
  );
}

type StepProps = {
  readonly grant: Grant;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
};

function Approve({ grant, onClose, onDone }: StepProps) {
  const path = { ...useWorkspacePath(), grant: grant.id };
  const approve = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/grants/{grant}/approve', { params: { path }, body: {} })),
    onSuccess: () => onDone(texts.approved),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.approveTitle(short[grant.role])}
      action={texts.approve}
      look="primary"
      isBusy={approve.isPending}
      error={approve.error}
      onConfirm={() => approve.mutate()}
    >
      <p>
        <PersonName subject={grant.subject} />
      </p>
      <p>{texts.approveText}</p>
    </Confirm>
  );
}

function Decline({ grant, action, onClose, onDone }: StepProps & { readonly action: string }) {
  const path = { ...useWorkspacePath(), grant: grant.id };
  const decline = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/grants/{grant}/decline', { params: { path }, body: {} })),
    onSuccess: () => onDone(texts.declined),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.declineTitle(short[grant.role])}
      action={action}
      isBusy={decline.isPending}
      error={decline.error}
      onConfirm={() => decline.mutate()}
    >
      <p>
        <PersonName subject={grant.subject} />
      </p>
      <p>{texts.declineText}</p>
    </Confirm>
  );
}
