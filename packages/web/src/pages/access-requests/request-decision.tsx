import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Details, detail } from '../../components/details.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Remark } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { rightsWords } from './rights-words.ts';
import { type Request, readRequestsAgain } from './use-requests.ts';
import { Whose } from './whose.tsx';

const texts = textsOf({ en });

type Step = 'approve' | 'decline' | 'withdraw';
type DecisionProps = { readonly request: Request; readonly onSaid: (said: string) => void };

/** One request with all one needs to decide; whoever may not reads why. */
export function RequestDecision({ request, onSaid }: DecisionProps) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('access-request.approve');
  const mayDecline = useMay('access-request.decline');
  const mayWithdraw = useMay('access-request.withdraw');
  const [step, setStep] = useState<Step | null>(null);
  const isMine = request.requestedBy === me;
  const { waiting } = texts;
  const isAboutMe = request.subject === me;
  const whyNot = isMine ? waiting.mine : isAboutMe ? waiting.aboutMe : mayApprove ? null : waiting.notAllowed;
  return (
    <div className="space-y-3">
      <p className="font-medium">
        {request.role}, {request.system}
      </p>
      <Facts request={request} />
      {request.isAboutPresent && <Remark state="effective-with-deviations">{waiting.present}</Remark>}
      {request.isOver && <Remark state="pending">{waiting.over}</Remark>}
      {whyNot !== null && <Remark state="pending">{whyNot}</Remark>}
      <div className="flex flex-wrap gap-2">
        {whyNot === null && (
          <Button look="primary" onClick={() => setStep('approve')} className="max-md:min-h-12">
            {waiting.approve.action}
          </Button>
        )}
        {isMine && mayWithdraw && (
          <Button onClick={() => setStep('withdraw')} className="max-md:min-h-12">
            {waiting.withdraw.action}
          </Button>
        )}
        {!isMine && mayDecline && !isAboutMe && (
          <Button onClick={() => setStep('decline')} className="max-md:min-h-12">
            {waiting.decline.action}
          </Button>
        )}
      </div>
      {step !== null && (
        <Decide request={request} step={step} onClose={() => setStep(null)} onSaid={onSaid} />
      )}
    </div>
  );
}

function Facts({ request }: { request: Request }) {
  const { facts } = texts.waiting;
  return (
    <Details
      items={[
        detail(facts.for, <Whose subject={request.subject} name={request.name} />),
        detail(facts.rights, rightsWords(request.rights)),
        detail(facts.reason, <MaskedText text={request.reason} />),
        detail(facts.until, request.until === null ? texts.untilEver : <When at={request.until} />),
        detail(
          facts.by,
          <>
            <PersonName subject={request.requestedBy} />, <When at={request.requestedAt} />
          </>,
        ),
      ]}
    />
  );
}

type DecideProps = DecisionProps & { readonly step: Step; readonly onClose: () => void };

function Decide({ request, step, onClose, onSaid }: DecideProps) {
  const path = { ...useWorkspacePath(), request: request.id };
  const words = texts.waiting[step];
  const decide = useMutation({
    mutationFn: () => send[step]({ params: { path }, body: {} }),
    onSuccess: () => {
      announce(words.done);
      onSaid(words.done);
      readRequestsAgain();
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={words.title(request.role, request.system)}
      action={words.action}
      look={step === 'approve' ? 'primary' : 'danger'}
      isBusy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate()}
    >
      <Facts request={request} />
      <p>{words.text}</p>
    </Confirm>
  );
}

type Asked = {
  readonly params: { readonly path: { workspace: string; request: string } };
  readonly body: Record<string, never>;
};

const send = {
  approve: (asked: Asked) =>
    read(api.POST('/api/workspaces/{workspace}/access-requests/{request}/approve', asked)),
  decline: (asked: Asked) =>
    read(api.POST('/api/workspaces/{workspace}/access-requests/{request}/decline', asked)),
  withdraw: (asked: Asked) =>
    read(api.POST('/api/workspaces/{workspace}/access-requests/{request}/withdraw', asked)),
};
