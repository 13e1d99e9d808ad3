import { type LeaverDetail, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** They came back, or it was the wrong day. */
export function Rescind({ run }: { run: LeaverDetail }) {
  const mayRescind = useMay(leaverActions.rescind);
  const path = { ...useWorkspacePath(), run: run.id };
  const { open, start, cancel, finish } = useStep<'rescind'>();
  const rescind = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/leavers/{run}/rescind', { params: { path }, body: { reason } }),
      ),
    onSuccess: ({ isWaiting }) => {
      finish();
      announce(isWaiting ? texts.rescind.asked : texts.rescind.done);
      void readLeaversAgain();
    },
  });
  if (!mayRescind || run.state === 'rescinded' || run.rescindAskedBy !== null) return null;
  const { title, text, label, help } = texts.rescind;
  return (
    <>
      <Button onClick={start('rescind')}>{texts.steps.rescind}</Button>
      <Confirm
        isOpen={open === 'rescind'}
        onClose={cancel}
        title={title}
        action={texts.steps.rescind}
        reason={{ label, help }}
        isBusy={rescind.isPending}
        error={rescind.error}
        onConfirm={(reason) => rescind.mutate(reason)}
      >
        <p>{text}</p>
      </Confirm>
    </>
  );
}
