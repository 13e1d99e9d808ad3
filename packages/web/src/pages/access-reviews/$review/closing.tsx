import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { type ReviewDetail, readReviewsAgain } from '../use-reviews.ts';
import { en } from './en.ts';
import { GiveItems } from './give-items.tsx';

const texts = textsOf({ en }).close;

/** The end of a review, as far as whoever looks may bring it about. */
export function Closing({ review }: { review: ReviewDetail }) {
  const mayClose = useMay('access-review.approve');
  const mayWithdraw = useMay('access-review.withdraw');
  const [step, setStep] = useState<'close' | 'withdraw' | null>(null);
  const left = review.items - review.decided;
  return (
    <Section title={texts.title}>
      <div className="no-print space-y-3">
        <p className="prose-line">{left === 0 ? texts.ready : texts.wait(formatNumber(left))}</p>
        {review.withoutReviewer > 0 && (
          <>
            <Remark state="pending">{texts.noReviewer(formatNumber(review.withoutReviewer))}</Remark>
            <GiveItems review={review.id} />
          </>
        )}
        <div className="flex flex-wrap gap-2">
          {mayClose && (
            <Button look="primary" disabled={left > 0} onClick={() => setStep('close')}>
              {texts.action}
            </Button>
          )}
          {mayWithdraw && review.decided === 0 && (
            <Button onClick={() => setStep('withdraw')}>{texts.withdraw}</Button>
          )}
        </div>
      </div>
      {step !== null && <EndStep review={review.id} step={step} onClose={() => setStep(null)} />}
    </Section>
  );
}

type EndStepProps = {
  readonly review: string;
  readonly step: 'close' | 'withdraw';
  readonly onClose: () => void;
};

function EndStep({ review, step, onClose }: EndStepProps) {
  const path = { ...useWorkspacePath(), review };
  const isClose = step === 'close';
  const end = useMutation({
    mutationFn: async () => {
      const asked = { params: { path }, body: {} };
      if (isClose) await read(api.POST('/api/workspaces/{workspace}/access-reviews/{review}/close', asked));
      else await read(api.POST('/api/workspaces/{workspace}/access-reviews/{review}/withdraw', asked));
    },
    onSuccess: () => {
      announce(isClose ? texts.done : texts.withdrawn);
      readReviewsAgain();
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={isClose ? texts.title : texts.withdrawTitle}
      action={isClose ? texts.action : texts.withdraw}
      look={isClose ? 'primary' : 'danger'}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
    >
      <p>{isClose ? texts.confirm : texts.withdrawText}</p>
    </Confirm>
  );
}
