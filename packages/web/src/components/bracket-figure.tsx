import { textsOf } from '../messages/catalogue.ts';
import { exactTime } from './when.tsx';

const en = {
  label: 'Between which outside times this was written',
  open: 'no outside time yet',
  none: 'no outside time before it',
  written: 'written, by our clock',
};
const texts = textsOf({ en });

type BracketFigureProps = {
  readonly afterAt: string | null;
  readonly recordedAt: string | null;
  readonly beforeAt: string | null;
};

/** An entry between the last outside time before it and the first after it; a side nobody vouches for is hatched. */
export function BracketFigure({ afterAt, recordedAt, beforeAt }: BracketFigureProps) {
  const share = shareBetween(afterAt, recordedAt, beforeAt);
  const words = [
    afterAt === null ? texts.none : exactTime(afterAt),
    recordedAt === null ? '' : `${texts.written}: ${exactTime(recordedAt)}`,
    beforeAt === null ? texts.open : exactTime(beforeAt),
  ];
  return (
    <div role="img" aria-label={`${texts.label}: ${words.filter((one) => one !== '').join('; ')}`}>
      <div className="relative h-9" aria-hidden="true">
        <Side isKnown={afterAt !== null} from={0} to={share} />
        <Side isKnown={beforeAt !== null} from={share} to={1} />
        <Edge share={0} isKnown={afterAt !== null} />
        <Edge share={1} isKnown={beforeAt !== null} />
        <span
          className="absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-raised bg-ink"
          style={{ left: `${share * 100}%` }}
        />
      </div>
      <div className="number flex justify-between gap-3 text-xs text-note" aria-hidden="true">
        <span>{words[0]}</span>
        <span className="text-right">{words[2]}</span>
      </div>
    </div>
  );
}

function Side({ isKnown, from, to }: { isKnown: boolean; from: number; to: number }) {
  return (
    <span
      className={`absolute top-3 h-3 ${isKnown ? 'bg-accent/30' : 'hatched bg-unsure-tint'}`}
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    />
  );
}

function Edge({ share, isKnown }: { share: number; isKnown: boolean }) {
  const side = share === 0 ? 'left-0 border-l-2' : 'right-0 border-r-2';
  const look = isKnown ? 'border-y-2 border-accent' : 'border-y-2 border-dashed border-edge';
  return <span className={`absolute top-1 h-7 w-2 ${side} ${look}`} />;
}

/** Where the entry lies between its two outside times; in the middle when one is missing. Kept off the edges to stay visible. */
function shareBetween(afterAt: string | null, at: string | null, beforeAt: string | null): number {
  if (afterAt === null || beforeAt === null || at === null) return 0.5;
  const [from, to] = [Date.parse(afterAt), Date.parse(beforeAt)];
  const share = to > from ? (Date.parse(at) - from) / (to - from) : 0.5;
  return Math.max(0.06, Math.min(0.94, share));
}
