import { type Connection, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../../app/api.ts';
import { navigateTo } from '../../../app/navigate.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Notice } from '../../../components/notice.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { counted } from '../../../messages/shared.ts';
import { en } from './en.ts';

const { shrunken: texts } = textsOf({ en });

type LastPull = NonNullable<Connection['lastPull']>;

/** Shown while what the newest reading no longer held counts as still there. */
export function ShrunkenList({ pull }: { pull: LastPull }) {
  const mayConfirm = useMay('pull.confirm-shrink');
  const [isConfirming, setIsConfirming] = useState(false);
  const missing = pull.populations.flatMap(({ kind, withheld = 0 }) =>
    withheld > 0 ? [counted(withheld, kind)] : [],
  );
  if (pull.state !== 'completed' || missing.length === 0) return null;
  const what = missing.join(', ');
  return (
    <div className="mb-6">
      <Notice state="incomplete" title={texts.title(what)} text={texts.text}>
        {mayConfirm && (
          <div className="pt-2">
            <Button look="danger" onClick={() => setIsConfirming(true)}>
              {texts.confirm}
            </Button>
          </div>
        )}
      </Notice>
      {isConfirming && <ConfirmShrink pull={pull.id} what={what} onClose={() => setIsConfirming(false)} />}
    </div>
  );
}

function ConfirmShrink({ pull, what, onClose }: { pull: string; what: string; onClose: () => void }) {
  const path = { ...useWorkspacePath(), pull };
  const confirm = useMutation({
    mutationFn: async (reason: string) => {
      const taken = await read(
        api.POST('/api/workspaces/{workspace}/pulls/{pull}/confirm-shrink', {
          params: { path },
          body: { reason },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      navigateTo(`/sources/pulls/${taken.pull}`);
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.question(what)}
      action={texts.confirm}
      reason={{ label: texts.reason, help: texts.reasonHelp }}
      isBusy={confirm.isPending}
      error={confirm.error}
      onConfirm={(reason) => confirm.mutate(reason)}
    >
      <p>{texts.consequence}</p>
    </Confirm>
  );
}
