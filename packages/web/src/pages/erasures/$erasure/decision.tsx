import { type ErasureDetail, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { usePeople } from '../../../app/people.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).decide;

/** The second person's part. Whoever may not decide reads why. */
export function Decision({ erasure }: { erasure: ErasureDetail }) {
  const mayApprove = useMay(actions.approveErasure);
  const { me } = usePeople();
  if (erasure.state === 'approved' || erasure.state === 'declined') return null;
  const isMine = erasure.requestedBy === me;
  return (
    <Section title={texts.title}>
      {erasure.state === 'held' && (
        <div className="mb-3">
          <Remark state="failing">
            {texts.held} <TextLink href="/erasures/holds">{texts.lift}</TextLink>
          </Remark>
        </div>
      )}
      {isMine && <Remark state="pending">{texts.mine}</Remark>}
      {!isMine && !mayApprove && <Remark state="not-applicable">{texts.notAllowed}</Remark>}
      {!isMine && mayApprove && <Buttons erasure={erasure} />}
    </Section>
  );
}

function Buttons({ erasure }: { erasure: ErasureDetail }) {
  const path = { ...useWorkspacePath(), erasure: erasure.id };
  const mayDecline = useMay(actions.declineErasure);
  const [asking, setAsking] = useState<'none' | 'approve' | 'decline'>('none');
  const onSuccess = async (said: string) => {
    setAsking('none');
    announce(said);
    await queryClient.invalidateQueries({ queryKey: ['erasures'] });
  };
  const approve = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/erasures/{erasure}/approve', { params: { path }, body: {} }),
      ),
    onSuccess: () => onSuccess(texts.approved),
  });
  const decline = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/erasures/{erasure}/decline', {
          params: { path },
          body: { reason },
        }),
      ),
    onSuccess: () => onSuccess(texts.declined),
  });
  return (
    <div className="flex flex-wrap gap-2">
      {erasure.state !== 'held' && (
        <Button look="danger" onClick={() => setAsking('approve')}>
          {texts.approve}
        </Button>
      )}
      {mayDecline && <Button onClick={() => setAsking('decline')}>{texts.decline}</Button>}
      <Confirm
        isOpen={asking === 'approve'}
        onClose={() => setAsking('none')}
        title={texts.approveTitle}
        action={texts.approve}
        isBusy={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate()}
      >
        <p>{texts.approveText(formatNumber(erasure.affects.payloads))}</p>
      </Confirm>
      <Confirm
        isOpen={asking === 'decline'}
        onClose={() => setAsking('none')}
        title={texts.declineTitle}
        action={texts.decline}
        look="plain"
        reason={{ label: texts.reason, help: texts.reasonHelp }}
        isBusy={decline.isPending}
        error={decline.error}
        onConfirm={(reason) => decline.mutate(reason)}
      >
        <p>{texts.declineText}</p>
      </Confirm>
    </div>
  );
}
