import type { Page } from '../../../app/page.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice, Remark } from '../../../components/notice.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en as reviewsEn } from '../en.ts';
import { type ReviewDetail, useReview } from '../use-reviews.ts';
import { Closing } from './closing.tsx';
import { ReviewDesk } from './desk.tsx';
import { en } from './en.ts';
import { FrozenSystems } from './frozen-systems.tsx';
import { Result } from './result.tsx';

const texts = textsOf({ en });
const home = [{ href: '/access-reviews', label: textsOf({ en: reviewsEn }).title }];

export const page: Page = {
  title: texts.title,
  component: AccessReview,
  permission: 'access-review.read',
};

function AccessReview() {
  const review = useReview(usePathParam('review'));
  return (
    <Loaded query={review} lines={8} title={texts.unknown}>
      {(one) => <Shown review={one} />}
    </Loaded>
  );
}

function Shown({ review }: { review: ReviewDetail }) {
  const mayDecide = useMay('access-review.review');
  const isOpen = review.state === 'open';
  const isMine = review.mine > 0 && mayDecide;
  const partial = review.systems.filter(({ isWhole }) => !isWhole);
  return (
    <>
      <PageHeader title={review.name} home={home} note={<Note review={review} />} lead={leadOf(review)} />
      {partial.length > 0 && (
        <Remark state="incomplete">{texts.partial(partial.map(({ system }) => system).join(', '))}</Remark>
      )}
      {review.items === 0 && (
        <Notice state="not-applicable" title={texts.empty.title} text={texts.empty.text} />
      )}
      {isOpen && isMine && <ReviewDesk review={review} />}
      {isOpen && !isMine && review.items > 0 && (
        <Notice state="pending" title={texts.nothingMine.title} text={texts.nothingMine.text} />
      )}
      {review.result !== null && <Result review={review} result={review.result} />}
      <FrozenSystems review={review} />
      {isOpen && <Closing review={review} />}
    </>
  );
}

function leadOf({ state, decided, items }: ReviewDetail): string {
  if (state === 'withdrawn') return texts.lead.withdrawn;
  if (state === 'closed') return texts.lead.closed(formatNumber(items));
  return texts.lead.open(formatNumber(decided), formatNumber(items));
}

function Note({ review }: { review: ReviewDetail }) {
  return (
    <>
      <span>{review.period}</span>
      <span>
        {texts.opened} <When at={review.openedAt} />
      </span>
      {review.closedAt === null ? (
        <span>
          {texts.due} <When at={review.dueAt} />
        </span>
      ) : (
        <span>
          {texts.closed} <When at={review.closedAt} />
        </span>
      )}
      <Provenance position={review.closedPosition ?? review.position} />
    </>
  );
}
