import { textsOf } from '../messages/catalogue.ts';
import { formatNumber } from '../messages/shared.ts';

const en = {
  of: (done: string, total: string, unit: string) => `${done} of ${total} ${unit}`,
  so: (done: string, unit: string) => `${done} ${unit}`,
  rate: (rate: string, unit: string) => `${rate} ${unit}/s`,
  left: (seconds: number) =>
    seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
  label: 'Progress',
};
const texts = textsOf({ en });

type ProgressProps = {
  readonly done: number;
  /** Null where the source does not say how much there is: then no share is shown. */
  readonly total: number | null;
  readonly unit: string;
  readonly ratePerSecond: number | null;
};

/** How far a long piece of work is, how fast, and how long it still takes. */
export function Progress({ done, total, unit, ratePerSecond }: ProgressProps) {
  const rest = total !== null && ratePerSecond ? Math.ceil((total - done) / ratePerSecond) : null;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={texts.label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        className="h-2 overflow-hidden rounded-sm bg-line"
      >
        <div
          className={`h-full bg-accent ${total === null ? 'w-1/3 animate-pulse' : ''}`}
          style={
            total === null
              ? undefined
              : { width: `${total === 0 ? 100 : Math.min(100, (done / total) * 100)}%` }
          }
        />
      </div>
      <p className="number mt-1.5 flex flex-wrap gap-x-4 text-sm text-soft">
        <span>
          {total === null
            ? texts.so(formatNumber(done), unit)
            : texts.of(formatNumber(done), formatNumber(total), unit)}
        </span>
        {ratePerSecond !== null && <span>{texts.rate(formatNumber(Math.round(ratePerSecond)), unit)}</span>}
        {rest !== null && rest > 0 && <span>{texts.left(rest)}</span>}
      </p>
    </div>
  );
}
