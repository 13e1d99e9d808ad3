import { useEffect, useRef } from 'react';
import { MaskedText } from '../../../components/masked-text.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useWindowedRows } from '../../../components/use-windowed-rows.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import type { ReviewItem } from '../use-reviews.ts';
import { decisionMarks } from './decision-marks.ts';
import { type Decided, decisionOf } from './decision-of.ts';
import { en } from './en.ts';
import type { Desk } from './use-desk.ts';

const texts = textsOf({ en });
const rowHeightPx = 44;

type DeskListProps = {
  readonly items: readonly ReviewItem[];
  readonly desk: Desk;
  readonly place: number;
  readonly onGo: (place: number) => void;
  readonly label: string;
};

/** All of them in one list, each with what it is and what was decided; drawn only where one looks. */
export function DeskList({ items, desk, place, onGo, label }: DeskListProps) {
  const body = useRef<HTMLOListElement>(null);
  const view = useWindowedRows({ body, count: items.length, rowHeightPx });
  return (
    <ol ref={body} aria-label={label} className="no-print mt-4 border-t border-line">
      {view.before > 0 && <li aria-hidden="true" style={{ height: view.before * rowHeightPx }} />}
      {items.slice(view.start, view.end).map((item, offset) => (
        <Row
          key={item.item}
          item={item}
          decision={decisionOf(item, desk)}
          isChosen={place === view.start + offset}
          onGo={() => onGo(view.start + offset)}
        />
      ))}
      {view.after > 0 && <li aria-hidden="true" style={{ height: view.after * rowHeightPx }} />}
    </ol>
  );
}

type RowProps = {
  readonly item: ReviewItem;
  readonly decision: Decided;
  readonly isChosen: boolean;
  readonly onGo: () => void;
};

function Row({ item, decision, isChosen, onGo }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const [state, word] = decisionMarks[decision ?? 'open'];
  const why = [
    ...item.risks.map((risk) => texts.risks[risk]),
    ...item.changes.map((change) => texts.changes[change]),
  ];
  return (
    <li
      ref={row}
      style={{ height: rowHeightPx }}
      className={`border-b border-line ${isChosen ? 'bg-accent-tint' : ''}`}
    >
      <button
        type="button"
        aria-current={isChosen ? 'true' : undefined}
        onClick={onGo}
        className="flex h-full w-full items-center justify-between gap-3 px-2 text-left -outline-offset-2 hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 truncate md:min-w-56">
          <MaskedText text={item.name} isPlain />
          <span className="text-note"> · {item.system}</span>
        </span>
        <span className="min-w-0 truncate text-sm text-note max-md:hidden">{why.join(', ')}</span>
        <span className="w-28 shrink-0 text-sm">
          <StateMark state={state} label={word} />
        </span>
      </button>
    </li>
  );
}
