import { Anchor } from '../../components/anchor.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { isGrave, KindMark, PrincipalName, PrincipalState } from './principal-mark.tsx';
import { RightMarks } from './right-marks.tsx';
import {
  type AccessCell,
  type AccessPrincipal,
  principalHref,
  rightNames,
  type SystemColumn,
} from './use-access.ts';

const texts = textsOf({ en });
const home = [{ label: texts.title, href: '/who' }];

type PrincipalCardsProps = {
  readonly principals: readonly AccessPrincipal[];
  readonly systems: readonly SystemColumn[];
};

/** The same list at phone width: one card for each, with what is dangerous of it. */
export function PrincipalCards({ principals, systems }: PrincipalCardsProps) {
  const names = new Map(systems.map((one) => [one.system, one.name]));
  return (
    <ul className="space-y-3">
      {principals.map((one) => (
        <li
          key={`${one.kind} ${one.principal}`}
          className="rounded-md border border-line bg-raised px-3 py-2.5"
        >
          <Anchor
            href={principalHref(one.principal)}
            trail={home}
            className="touch flex items-center justify-between gap-2 font-semibold text-ink no-underline"
          >
            <PrincipalName one={one} />
          </Anchor>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-note">
            <KindMark kind={one.kind} />
            {one.kind !== 'unknown' && <PrincipalState state={one.state} />}
            <span className="number">{texts.onSystems(formatNumber(one.systems), one.systems === 1)}</span>
          </p>
          <Dangers one={one} names={names} />
        </li>
      ))}
    </ul>
  );
}

function Dangers({ one, names }: { one: AccessPrincipal; names: ReadonlyMap<string, string> }) {
  const shown = one.cells.filter(isDangerous);
  if (shown.length === 0) return <p className="mt-1 text-sm text-note">{texts.noDanger}</p>;
  return (
    <ul aria-label={texts.dangerous} className="mt-1.5 divide-y divide-line">
      {shown.map((cell) => (
        <li key={`${cell.system} ${cell.holder}`} className="py-1.5">
          <span className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">{names.get(cell.system) ?? cell.system}</span>
            <RightMarks cell={cell} isGrave={isGrave(one)} />
          </span>
          <span className="flex flex-wrap gap-x-3 text-xs text-note">
            <span>{wordsOf(cell)}</span>
            {!cell.isComplete && <StateMark state="incomplete" label={texts.legend.partial} />}
            <When at={cell.seenAt} absent={texts.inspector.never} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function isDangerous({ canAct, rights }: AccessCell): boolean {
  return canAct && rightNames.some((right) => rights[right] !== 'no');
}

function wordsOf({ rights }: AccessCell): string {
  const may = rightNames.filter((right) => rights[right] === 'yes').map((right) => texts.rights[right].name);
  const open = rightNames
    .filter((right) => rights[right] === 'unknown')
    .map((right) => texts.rights[right].name);
  return [may.join(', '), open.length > 0 ? `${texts.marks.unknown}: ${open.join(', ')}` : '']
    .filter((part) => part !== '')
    .join(' · ');
}
