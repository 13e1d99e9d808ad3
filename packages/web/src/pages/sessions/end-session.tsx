import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { renewSession } from '../../app/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { deviceText, type MemberSession } from './member-sessions.ts';

const texts = textsOf({ en });

export function EndSession({ session, onClose }: { session: MemberSession; onClose: () => void }) {
  const path = { ...useWorkspacePath(), session: session.id };
  const end = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/workspaces/{workspace}/sessions/{session}', { params: { path } })),
    onSuccess: async () => {
      onClose();
      announce(texts.ended);
      if (session.isCurrent) await renewSession();
      else await queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.endTitle}
      action={texts.end}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
    >
      <p>
        <PersonName subject={session.subject} name={session.name} />
      </p>
      <p>{texts.endText(deviceText(session))}</p>
    </Confirm>
  );
}
