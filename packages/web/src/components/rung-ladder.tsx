import type { Anchors } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';
import { StateMark } from './state-mark.tsx';

const en = {
  label: 'How high this log is anchored',
  reached: 'reached',
  missing: 'not reached',
  passed: 'not used',
  passedText: 'Not used here; what stands above gives at least as much.',
  rungs: [
    {
      title: 'Signed by this log',
      gives: 'Damage and tampering from outside show.',
      absence: 'Nothing is signed yet, so nothing can be proven.',
    },
    {
      title: 'A copy is outside the house',
      gives: 'A signed checkpoint was mailed; rewriting the log needs every copy of it.',
      absence: 'Without a copy outside, nobody could show later that the log once said something else.',
    },
    {
      title: 'Stamped by a timestamp authority',
      gives: 'A third party says by when every entry existed, even if our key is lost.',
      absence: 'Without a stamp, the time of an entry is only what this machine’s clock said.',
    },
    {
      title: 'Watched by a witness',
      gives: 'An independent program saw this log only ever grow, and would refuse a second version.',
      absence: 'Without a witness, two people could be shown two different versions of this log.',
    },
  ],
};
const texts = textsOf({ en });

/** What has to answer for a rung to be more than passed over. */
const kinds: readonly (Anchors['targets'][number]['kind'] | null)[] = [null, 'mail', 'timestamp', 'witness'];

const marks = { reached: 'operating', passed: 'not-applicable', missing: 'pending' } as const;

type Rung = 'reached' | 'passed' | 'missing';

function rungAt(place: number, { rung, targets, items }: Anchors): Rung {
  if (place > rung) return 'missing';
  const kind = kinds[place] ?? null;
  const isUsed =
    targets.some((one) => one.kind === kind && one.lastAt !== null) || items.some((one) => one.kind === kind);
  return place === rung || kind === null || isUsed ? 'reached' : 'passed';
}

/** The anchoring ladder: which rung is reached, what each gives, and what it means that the next one is missing. A rung nobody stands on is never said to be reached. */
export function RungLadder({ anchors }: { anchors: Anchors }) {
  return (
    <ol aria-label={texts.label} className="flex flex-col-reverse">
      {texts.rungs.map(({ title, gives, absence }, place) => {
        const state = rungAt(place, anchors);
        const isReached = state === 'reached';
        return (
          <li key={title} className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3">
            <Rail place={place} isReached={isReached} isTop={place === texts.rungs.length - 1} />
            <div className="pb-3">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className={isReached ? 'font-semibold' : 'text-soft'}>{title}</span>
                <span className="text-sm">
                  <StateMark state={marks[state]} label={texts[state]} />
                </span>
              </p>
              <p className="prose-line text-sm text-soft">
                {{ reached: gives, passed: texts.passedText, missing: absence }[state]}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Two rails and the rung's number between them; rungs that are not reached are drawn dashed. */
function Rail({ place, isReached, isTop }: { place: number; isReached: boolean; isTop: boolean }) {
  const stroke = isReached ? 'var(--accent)' : 'var(--edge)';
  return (
    <span className="relative" aria-hidden="true">
      <span
        className={`absolute bottom-0 left-[3px] border-l-2 ${isTop ? 'top-0' : '-top-px'} ${isReached ? 'border-accent' : 'border-dashed border-edge'}`}
      />
      <span
        className={`absolute right-[3px] bottom-0 border-l-2 ${isTop ? 'top-0' : '-top-px'} ${isReached ? 'border-accent' : 'border-dashed border-edge'}`}
      />
      <svg width="28" height="22" viewBox="0 0 28 22" aria-hidden="true" className="relative block">
        <path d="M4 11H24" stroke={stroke} strokeWidth="2" strokeDasharray={isReached ? undefined : '3 3'} />
        <circle cx="14" cy="11" r="8" fill={isReached ? 'var(--accent)' : 'var(--raised)'} stroke={stroke} />
        <text
          x="14"
          y="15"
          textAnchor="middle"
          fontSize="11"
          fontWeight="600"
          fill={isReached ? 'var(--on-accent)' : 'var(--ink-note)'}
        >
          {place}
        </text>
      </svg>
    </span>
  );
}
