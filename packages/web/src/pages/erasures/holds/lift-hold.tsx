import { type Hold, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { usePeople } from '../../../app/people.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** Lets another person than who placed it lift a hold; that person reads why the button is not there. */
export function LiftHold({ hold }: { hold: Hold }) {
  const path = { ...useWorkspacePath(), hold: hold.id };
  const mayLift = useMay(actions.liftHold);
  const { me } = usePeople();
  const [isAsking, setIsAsking] = useState(false);
  const lift = useMutation({
    mutationFn: (reason: string) =>
      read(api.POST('/api/workspaces/{workspace}/holds/{hold}/lift', { params: { path }, body: { reason } })),
    onSuccess: async () => {
      setIsAsking(false);
      announce(texts.liftDone);
      await queryClient.invalidateQueries({ queryKey: ['erasures'] });
    },
  });
  if (!mayLift) return null;
  if (hold.placedBy === me) {
    return <p className="max-w-[28ch] text-sm text-note">{texts.liftMine}</p>;
  }
  return (
    <div>
      <Button onClick={() => setIsAsking(true)}>{texts.lift}</Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.liftTitle}
        action={texts.lift}
        reason={{ label: texts.liftReason, help: texts.reasonHelp }}
        isBusy={lift.isPending}
        error={lift.error}
        onConfirm={(reason) => lift.mutate(reason)}
      >
        <p>{texts.liftText}</p>
      </Confirm>
    </div>
  );
}
