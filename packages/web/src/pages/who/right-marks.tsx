import { Ban } from 'lucide-react';
import { StateShape } from '../../components/state-shape.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type AccessCell, type RightName, type RightState, rightNames } from './use-access.ts';

const texts = textsOf({ en });

/** A held right is a filled square, one that cannot be told a hatched circle, one that is surely not held a dash. */
export function RightMark({
  right,
  state,
  isGrave,
}: {
  right: RightName;
  state: RightState;
  isGrave: boolean;
}) {
  const { letter } = texts.rights[right];
  const box = 'inline-flex size-[18px] items-center justify-center text-[11px] leading-none font-semibold';
  if (state === 'no') {
    return (
      <span aria-hidden="true" className={`${box} text-note`}>
        –
      </span>
    );
  }
  if (state === 'unknown') {
    return (
      <span
        aria-hidden="true"
        className={`${box} hatched-faint rounded-full border border-unsure text-unsure`}
      >
        {letter}
      </span>
    );
  }
  const look = isGrave ? 'bg-fail text-on-fail' : 'bg-ink text-paper';
  return (
    <span aria-hidden="true" className={`${box} rounded-sm ${look}`}>
      {letter}
    </span>
  );
}

/** The four rights of one account side by side; whoever listens hears them in words. */
export function RightMarks({
  cell,
  isGrave,
}: {
  cell: Pick<AccessCell, 'rights' | 'canAct'>;
  isGrave: boolean;
}) {
  if (!cell.canAct) {
    return (
      <span className="inline-flex items-center gap-1 text-note">
        <Ban size={14} aria-hidden="true" />
        <span className="text-xs">{texts.grid.off}</span>
      </span>
    );
  }
  return (
    <span className="inline-flex gap-[3px]">
      {rightNames.map((right) => (
        <RightMark key={right} right={right} state={cell.rights[right]} isGrave={isGrave} />
      ))}
    </span>
  );
}

/** The rights in one sentence: what may be done, then what cannot be told. */
export function rightsSentence({ rights, canAct }: Pick<AccessCell, 'rights' | 'canAct'>): string {
  if (!canAct) return texts.legend.off;
  const named = (state: RightState) =>
    rightNames
      .filter((right) => rights[right] === state)
      .map((right) => texts.rights[right].name.toLowerCase());
  const may = named('yes');
  const open = named('unknown');
  const parts = [
    may.length > 0 ? `${texts.marks.yes} ${may.join(', ')}` : '',
    open.length > 0 ? `${texts.marks.unknown}: ${open.join(', ')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? texts.noDanger : parts.join('; ');
}

/** What the marks say, in words beside each shape. */
export function MarksLegend() {
  const { legend } = texts;
  return (
    <ul aria-label={legend.label} className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
      {rightNames.map((right) => (
        <li key={right} className="inline-flex items-center gap-1.5">
          <b className="font-semibold">{texts.rights[right].letter}</b>
          <span title={texts.rights[right].means}>{texts.rights[right].name}</span>
        </li>
      ))}
      {(['yes', 'unknown', 'no'] as const).map((state) => (
        <li key={state} className="inline-flex items-center gap-1.5">
          <RightMark right="administer" state={state} isGrave={false} />
          {legend[state]}
        </li>
      ))}
      <li className="inline-flex items-center gap-1.5">
        <Ban size={14} aria-hidden="true" />
        {legend.off}
      </li>
      <li className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="hatched inline-block size-3.5 rounded-sm border border-unsure" />
        {legend.none}
      </li>
      <li className="inline-flex items-center gap-1.5">
        <StateShape state="incomplete" size={12} />
        {legend.partial}
      </li>
    </ul>
  );
}
