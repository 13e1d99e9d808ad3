import { type Member, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Layer } from '../../components/layer.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).reset;

type ResetStepProps = { readonly member: Member; readonly name: string; readonly onClose: () => void };

/** A link for a new password; shown this once, or waiting for a second person. */
export function ResetStep({ member, name, onClose }: ResetStepProps) {
  const path = { ...useWorkspacePath(), subject: member.subject };
  const reset = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/members/{subject}/reset', { params: { path } })),
  });
  if (reset.data !== undefined) {
    const { state, link, expiresAt } = reset.data;
    return (
      <Layer isOpen onClose={onClose} title={texts.title(name)}>
        <div className="space-y-3 p-4">
          <p className="prose-line">{state === 'ready' ? texts.ready : texts.waiting}</p>
          {link !== null && <CommandBlock text={link} name={texts.link} />}
          <p className="text-sm text-note">
            {texts.until} <Exactly at={expiresAt} />
          </p>
          <Button look="primary" onClick={onClose}>
            {texts.close}
          </Button>
        </div>
      </Layer>
    );
  }
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.title(name)}
      action={texts.action}
      look="primary"
      isBusy={reset.isPending}
      error={reset.error}
      onConfirm={() => reset.mutate()}
    >
      <p>{texts.text}</p>
    </Confirm>
  );
}
