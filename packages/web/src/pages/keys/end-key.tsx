import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { CircleOff } from 'lucide-react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type ApiKey, renewKeys } from './key-queries.ts';

const texts = textsOf({ en });

/** Ends a key that is still one, after a confirmation. */
export function EndKey({ apiKey, onSaid }: { apiKey: ApiKey; onSaid: (said: Outcome) => void }) {
  const { id, name, state } = apiKey;
  const path = { ...useWorkspacePath(), key: id };
  const { open, start, cancel, finish } = useStep<'end'>();
  const end = useMutation({
    mutationFn: () => read(api.DELETE('/api/workspaces/{workspace}/keys/{key}', { params: { path } })),
    onSuccess: () => {
      const text = texts.end.done(name);
      finish();
      announce(text);
      onSaid({ text });
      renewKeys();
    },
  });
  if (state === 'ended' || state === 'expired') return null;
  return (
    <>
      <Button look="quiet" onClick={start('end')}>
        <CircleOff size={16} aria-hidden="true" />
        <span className="max-md:sr-only">
          {texts.end.open} <span className="sr-only">{name}</span>
        </span>
      </Button>
      {open === 'end' && (
        <Confirm
          isOpen
          onClose={cancel}
          title={texts.end.title(name)}
          action={texts.end.action}
          isBusy={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate()}
        >
          <p>{texts.end.text}</p>
        </Confirm>
      )}
    </>
  );
}
