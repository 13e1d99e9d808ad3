import { type LeaveReport, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { navigateTo } from '../../../app/navigate.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { certainOne, WhoChoice } from './who-is-meant.tsx';

const texts = textsOf({ en });

/** Confirms, or dismisses with a reason. */
export function ReportSteps({ report, onSaid }: { report: LeaveReport; onSaid: (said: Outcome) => void }) {
  const mayDismiss = useMay(leaverActions.dismissReport);
  const path = { ...useWorkspacePath(), report: report.id };
  const { open, start, cancel, finish } = useStep<'dismiss'>();
  const dismiss = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/leave-reports/{report}/dismiss', {
          params: { path },
          body: { reason },
        }),
      ),
    onSuccess: () => {
      finish();
      announce(texts.dismissed);
      onSaid({ text: texts.dismissed });
      void readLeaversAgain();
    },
  });
  if (report.run !== null) return <TextLink href={`/leavers/${report.run}`}>{texts.see}</TextLink>;
  if (report.state !== 'waiting') return null;
  return (
    <span className="inline-flex flex-wrap justify-end gap-1.5">
      <ConfirmStep report={report} />
      {report.subject === null && <TextLink href="/leavers/new">{texts.needsPerson}</TextLink>}
      {mayDismiss && <Button onClick={start('dismiss')}>{texts.dismiss}</Button>}
      <Confirm
        isOpen={open === 'dismiss'}
        onClose={cancel}
        title={texts.dismissTitle}
        action={texts.dismiss}
        reason={{ label: texts.dismissReason, help: texts.dismissHelp }}
        isBusy={dismiss.isPending}
        error={dismiss.error}
        onConfirm={(reason) => dismiss.mutate(reason)}
      >
        <p>{texts.dismissText}</p>
      </Confirm>
    </span>
  );
}

/** Where it is certain who is meant one press confirms, else somebody chooses; it leads to everything of theirs. */
function ConfirmStep({ report }: { report: LeaveReport }) {
  const mayConfirm = useMay(leaverActions.confirmReport);
  const path = { ...useWorkspacePath(), report: report.id };
  const [chosen, setChosen] = useState('');
  const { open, start, cancel } = useStep<'choose'>();
  const confirm = useMutation({
    mutationFn: (body: { readonly subject?: string }) =>
      read(
        api.POST('/api/workspaces/{workspace}/leave-reports/{report}/confirm', { params: { path }, body }),
      ),
    onSuccess: ({ run }) => {
      announce(texts.confirmed);
      void readLeaversAgain();
      navigateTo(`/leavers/${run}`);
    },
  });
  if (!mayConfirm || report.subject === null) return null;
  const begin = certainOne(report) === null ? start('choose') : () => confirm.mutate({});
  return (
    <>
      <Button look="primary" isBusy={confirm.isPending} onClick={begin}>
        {texts.confirm}
      </Button>
      {confirm.error !== null && open === null && <FormProblem error={confirm.error} />}
      <Confirm
        isOpen={open === 'choose'}
        onClose={cancel}
        title={texts.choose.title}
        action={texts.confirm}
        look="primary"
        isBusy={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate({ subject: chosen })}
      >
        <p className="mb-3">{texts.choose.text}</p>
        <WhoChoice report={report} chosen={chosen} onChoose={setChosen} />
      </Confirm>
    </>
  );
}
