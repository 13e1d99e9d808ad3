import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type Provider, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en }).providers;

type StepProps = {
  readonly step: 'approve' | 'remove';
  readonly provider: Provider;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
};

/** Approving and removing a provider, each with what follows from it. */
export function ProviderStep({ step, provider: { id, name }, onClose, onDone }: StepProps) {
  const path = { ...useWorkspacePath(), provider: id };
  const isApproval = step === 'approve';
  const act = useMutation({
    mutationFn: async () => {
      if (!isApproval) {
        await read(
          api.DELETE('/api/workspaces/{workspace}/identity-providers/{provider}', { params: { path } }),
        );
        return;
      }
      const address = '/api/workspaces/{workspace}/identity-providers/{provider}/approve';
      await read(api.POST(address, { params: { path }, body: {} }));
    },
    onSuccess: async () => {
      const said = isApproval ? texts.approved(name) : texts.removed(name);
      announce(said);
      onDone(said);
      await renewSignIn();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isApproval ? texts.approveTitle(name) : texts.removeTitle(name)}
      action={isApproval ? texts.approve : texts.remove}
      look={isApproval ? 'primary' : 'danger'}
      isBusy={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate()}
    >
      <p>{isApproval ? texts.approveText : texts.removeText}</p>
    </Confirm>
  );
}
