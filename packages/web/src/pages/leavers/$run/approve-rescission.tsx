import { type LeaverDetail, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { usePeople } from '../../../app/people.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** The second person's word, where one person asked to rescind what is late, over, or still told of by a source. */
export function ApproveRescission({ run }: { run: LeaverDetail }) {
  const mayApprove = useMay(leaverActions.approveRescission);
  const { me } = usePeople();
  const path = { ...useWorkspacePath(), run: run.id };
  const { open, start, cancel, finish } = useStep<'approve'>();
  const approve = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/leavers/{run}/rescind/approve', { params: { path }, body: {} }),
      ),
    onSuccess: () => {
      finish();
      announce(texts.rescind.done);
      void readLeaversAgain();
    },
  });
  const { rescindAskedBy, state } = run;
  if (!mayApprove || state === 'rescinded' || rescindAskedBy === null || rescindAskedBy === me) return null;
  return (
    <>
      <Button onClick={start('approve')}>{texts.steps.approveRescission}</Button>
      <Confirm
        isOpen={open === 'approve'}
        onClose={cancel}
        title={texts.approveRescission.title}
        action={texts.steps.approveRescission}
        isBusy={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate()}
      >
        <p>{texts.approveRescission.text}</p>
      </Confirm>
    </>
  );
}
