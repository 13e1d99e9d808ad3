import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { renewScim } from './scim-queries.ts';

const texts = textsOf({ en }).token;

/** Cuts the provider off, after a confirmation. */
export function EndTokens({ onSaid }: { onSaid: (said: Outcome) => void }) {
  const path = useWorkspacePath();
  const { open, start, cancel, finish } = useStep<'end'>();
  const end = useMutation({
    mutationFn: () => read(api.DELETE('/api/workspaces/{workspace}/scim/token', { params: { path } })),
    onSuccess: () => {
      finish();
      announce(texts.ended);
      onSaid({ text: texts.ended });
      renewScim();
    },
  });
  return (
    <>
      <Button look="quiet" onClick={start('end')}>
        {texts.end}
      </Button>
      {open === 'end' && (
        <Confirm
          isOpen
          onClose={cancel}
          title={texts.endTitle}
          action={texts.end}
          isBusy={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate()}
        >
          <p>{texts.endText}</p>
        </Confirm>
      )}
    </>
  );
}
