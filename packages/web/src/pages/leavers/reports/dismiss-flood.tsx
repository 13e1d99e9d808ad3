import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** Ends a flood in one step: every report that waits and came by the public form. */
export function DismissFlood({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const mayDismiss = useMay(leaverActions.dismissReport);
  const path = useWorkspacePath();
  const { open, start, cancel, finish } = useStep<'dismiss'>();
  const dismiss = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/leave-reports/dismiss', { params: { path }, body: { reason } }),
      ),
    onSuccess: ({ dismissed }) => {
      const text = texts.flood.done(formatNumber(dismissed));
      finish();
      announce(text);
      onSaid({ text });
      void readLeaversAgain();
    },
  });
  if (!mayDismiss) return null;
  return (
    <div className="mb-3">
      <Button onClick={start('dismiss')}>{texts.flood.button}</Button>
      <Confirm
        isOpen={open === 'dismiss'}
        onClose={cancel}
        title={texts.flood.title}
        action={texts.dismiss}
        reason={{ label: texts.dismissReason, help: texts.dismissHelp }}
        isBusy={dismiss.isPending}
        error={dismiss.error}
        onConfirm={(reason) => dismiss.mutate(reason)}
      >
        <p>{texts.flood.text}</p>
      </Confirm>
    </div>
  );
}
