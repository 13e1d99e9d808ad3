import { useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../../../app/keys.ts';
import { Button } from '../../../components/button.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Progress } from '../../../components/progress.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { type ReviewDetail, type ReviewItem, useReviewItems } from '../use-reviews.ts';
import { decisionOf } from './decision-of.ts';
import { DeskCard } from './desk-card.tsx';
import { DeskList } from './desk-list.tsx';
import { en } from './en.ts';
import { Rest } from './rest.tsx';
import { type Desk, useDesk } from './use-desk.ts';

const texts = textsOf({ en }).desk;

/** One reviewer's work: what asks for a look of its own, one by one, and then the rest together. */
export function ReviewDesk({ review }: { review: ReviewDetail }) {
  const items = useReviewItems(review.id, { mine: true });
  const desk = useDesk(review.id);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = items;
  const alone = useMemo(
    () => (items.data?.pages ?? []).flatMap((one) => one.items).filter((item) => item.inDetail),
    [items.data],
  );
  const last = items.data?.pages.at(-1)?.items.at(-1);
  // What is looked at alone comes first, so the rest is fetched only by who asks for it.
  const isMoreAlone = hasNextPage && last?.inDetail === true;
  useEffect(() => {
    if (isMoreAlone && !isFetchingNextPage) void fetchNextPage();
  }, [isMoreAlone, isFetchingNextPage, fetchNextPage]);
  return (
    <Loaded query={items} lines={8}>
      {() => (
        <>
          <Alone items={alone} desk={desk} review={review} />
          <Rest review={review} desk={desk} isReady={openOf(alone, desk) === 0 && !isMoreAlone} />
        </>
      )}
    </Loaded>
  );
}

function openOf(items: readonly ReviewItem[], desk: Desk): number {
  return items.filter((item) => decisionOf(item, desk) === null).length;
}

type AloneProps = {
  readonly items: readonly ReviewItem[];
  readonly desk: Desk;
  readonly review: ReviewDetail;
};

function Alone({ items, desk, review }: AloneProps) {
  const [place, setPlace] = useState(() => firstOpen(items, desk, 0));
  const card = useRef<HTMLDivElement>(null);
  const current = items[Math.min(place, items.length - 1)];
  const go = (next: number) => setPlace(Math.max(0, Math.min(items.length - 1, next)));
  useKeys({ j: () => go(place + 1), k: () => go(place - 1) });
  const { show } = desk;
  useEffect(() => {
    if (current !== undefined) show(current.item);
  });
  if (current === undefined) return null;
  const open = openOf(items, desk);
  return (
    <Section title={texts.title} note={open === 0 ? texts.allDone : texts.left(formatNumber(open))}>
      <Progress done={items.length - open} total={items.length} unit={texts.progress} ratePerSecond={null} />
      <div ref={card} className="mt-4">
        <DeskCard
          key={current.item}
          item={current}
          decision={decisionOf(current, desk)}
          said={desk.said.get(current.item)}
          onDecide={(said) => {
            desk.decide(current, said);
            if (said.decision !== 'undo') setPlace(firstOpen(items, desk, place + 1, current.item));
          }}
        />
      </div>
      <Saving desk={desk} />
      <p className="no-print mt-2 text-sm text-note max-md:hidden">{texts.keysText}</p>
      <DeskList items={items} desk={desk} place={place} onGo={go} label={`${texts.list}, ${review.name}`} />
    </Section>
  );
}

/** The next one that is open, wrapping around; where none is, the one after. */
function firstOpen(items: readonly ReviewItem[], desk: Desk, from: number, except = 0): number {
  const isOpen = (item: ReviewItem) => item.item !== except && decisionOf(item, desk) === null;
  const later = items.findIndex((item, index) => index >= from && isOpen(item));
  if (later >= 0) return later;
  const earlier = items.findIndex(isOpen);
  return earlier >= 0 ? earlier : Math.min(from, Math.max(0, items.length - 1));
}

function Saving({ desk }: { desk: Desk }) {
  const { unsaved, isSaving, error, said, save } = desk;
  const label =
    unsaved === 0
      ? said.size === 0
        ? ''
        : texts.saved
      : isSaving
        ? texts.saving
        : texts.unsaved(formatNumber(unsaved));
  return (
    <div className="no-print mt-2 min-h-6 space-y-2 text-sm text-note">
      <output className="block">{label}</output>
      <FormProblem error={error} />
      {error !== null && <Button onClick={() => void save()}>{texts.again}</Button>}
    </div>
  );
}
