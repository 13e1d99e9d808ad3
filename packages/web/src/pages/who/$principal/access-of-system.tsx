import { Anchor } from '../../../components/anchor.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { itemHref } from '../../../components/item-href.ts';
import { Remark } from '../../../components/notice.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en as listTexts } from '../en.ts';
import { isGrave } from '../principal-mark.tsx';
import { RightMark } from '../right-marks.tsx';
import { type RightName, type RightState, rightNames } from '../use-access.ts';
import { en } from './en.ts';
import type { PrincipalDetail } from './page.tsx';
import { WhoseAccount } from './whose-account.tsx';

const texts = textsOf({ en });
const list = textsOf({ en: listTexts });

type Cell = PrincipalDetail['cells'][number];
type Part = Cell['parts'][number];

type AccessProps = {
  readonly one: PrincipalDetail;
  readonly cell: Cell;
  /** What people call the system. */
  readonly name: string;
};

/** One account: its four rights in plain words, and every role, way and token it has them by. */
export function AccessOfSystem({ one, cell, name }: AccessProps) {
  return (
    <section aria-label={name} className="mb-6">
      <h3 className="flex flex-wrap items-center gap-x-3 text-base font-semibold">
        {name}
        <Provenance position={cell.position} />
        <span className="text-sm font-normal text-note">
          {list.sources[cell.source]}, {list.inspector.seen.toLowerCase()}{' '}
          <When at={cell.seenAt} absent={list.inspector.never} />
        </span>
      </h3>
      {!cell.isComplete && <Remark state="incomplete">{texts.partial}</Remark>}
      <ul className="my-2 flex flex-wrap gap-x-6 gap-y-1">
        {rightNames.map((right) => (
          <li key={right} className="inline-flex items-center gap-1.5 text-sm">
            <RightMark right={right} state={cell.canAct ? cell.rights[right] : 'no'} isGrave={isGrave(one)} />
            <span>{wordsOf(right, cell.canAct ? cell.rights[right] : 'no')}</span>
          </li>
        ))}
      </ul>
      {!cell.canAct && <p className="text-sm text-note">{list.legend.off}</p>}
      <WhoseAccount one={one} cell={cell} />
      <DataTable
        label={name}
        rows={cell.parts}
        columns={columns}
        keyOf={({ kind, scope, key }) => `${kind} ${scope} ${key}`}
        rowsFirst={10}
      />
    </section>
  );
}

/** What is held in full; what is not, or cannot be told, by its name. */
function wordsOf(right: RightName, state: RightState): string {
  const { name, means } = list.rights[right];
  if (state === 'yes') return means;
  return state === 'no'
    ? `${list.marks.no} ${name.toLowerCase()}`
    : `${list.marks.unknown}: ${name.toLowerCase()}`;
}

const columns: readonly Column<Part>[] = [
  {
    id: 'what',
    label: texts.parts.what,
    cell: ({ kind, words, scope, key }) => (
      <Anchor href={itemHref({ kind, scope, key })}>
        {texts.kinds[kind]}: {words}
      </Anchor>
    ),
  },
  { id: 'rights', label: texts.parts.rights, cell: ({ rights }) => rightsWords(rights) },
  {
    id: 'way',
    label: texts.parts.way,
    isSecondary: true,
    cell: ({ way, via }) => (way === null ? '' : `${list.ways[way] ?? way}${via === null ? '' : `: ${via}`}`),
  },
  {
    id: 'force',
    label: texts.parts.force,
    isSecondary: true,
    cell: ({ isInForce }) => texts.force[`${isInForce}`],
  },
  {
    id: 'since',
    label: texts.parts.since,
    isSecondary: true,
    cell: ({ observedAt }) => <When at={observedAt} />,
  },
  {
    id: 'entry',
    label: texts.parts.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];

function rightsWords(rights: Part['rights']): string {
  if (rights === null) return '';
  if (rights === 'unknown') return texts.notTold;
  return rights.length === 0 ? texts.noRights : rights.join(', ');
}
