import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Button } from '../../../components/button.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { type ReviewDetail, type ReviewItem, readReviewsAgain, useReviewItems } from '../use-reviews.ts';
import { en } from './en.ts';
import type { Desk } from './use-desk.ts';

const texts = textsOf({ en });

type RestProps = { readonly review: ReviewDetail; readonly desk: Desk; readonly isReady: boolean };

/** What nobody has to look at alone: one decision that says how many it is about. */
export function Rest({ review, desk, isReady }: RestProps) {
  const [isShown, setIsShown] = useState(false);
  const count = review.mineRest;
  const keep = useKeep(review, desk);
  if (count === 0) return null;
  const n = formatNumber(count);
  return (
    <Section title={texts.rest.title}>
      <div className="no-print max-w-[75ch] space-y-3">
        <p>{texts.rest.text(n)}</p>
        {!isReady && <Remark state="pending">{texts.rest.wait}</Remark>}
        <FormProblem error={keep.error} />
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            className="max-md:min-h-12"
            disabled={!isReady}
            isBusy={keep.isPending}
            onClick={() => keep.mutate(count)}
          >
            {texts.rest.action(n)}
          </Button>
          {!isShown && <Button onClick={() => setIsShown(true)}>{texts.rest.show}</Button>}
        </div>
      </div>
      {isShown && <RestList review={review} />}
    </Section>
  );
}

function useKeep(review: ReviewDetail, desk: Desk) {
  const path = { ...useWorkspacePath(), review: review.id };
  return useMutation({
    mutationFn: async (count: number) => {
      await desk.save();
      const asked = { params: { path }, body: { count } };
      return read(api.POST('/api/workspaces/{workspace}/access-reviews/{review}/attest', asked));
    },
    onSuccess: ({ kept }) => {
      announce(texts.rest.done(formatNumber(kept)));
      readReviewsAgain();
      void queryClient.invalidateQueries({ queryKey: ['access-review-items'] });
    },
  });
}

function RestList({ review }: { review: ReviewDetail }) {
  const items = useReviewItems(review.id, { mine: true, only: 'open' });
  return (
    <div className="mt-4">
      <Loaded query={items} lines={6}>
        {({ pages }) => (
          <DataTable
            label={texts.rest.list}
            rows={pages.flatMap((one) => one.items).filter(({ inDetail }) => !inDetail)}
            columns={columns}
            keyOf={({ item }) => String(item)}
            total={review.mineRest}
          />
        )}
      </Loaded>
      <ShowMore query={items} of={texts.rest.list} />
    </div>
  );
}

const columns: readonly Column<ReviewItem>[] = [
  { id: 'who', label: texts.result.columns.who, cell: ({ name }) => <MaskedText text={name} /> },
  {
    id: 'system',
    label: texts.result.columns.system,
    cell: ({ system }) => system,
    sortBy: ({ system }) => system,
  },
  {
    id: 'role',
    label: texts.desk.role,
    cell: ({ roles }) => roles.join(', '),
    sortBy: ({ roles }) => roles.join(),
  },
];
