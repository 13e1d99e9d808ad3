import type { Removal } from '@daybook/client';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { titleOf } from '../../../components/leaver-fan-rows.ts';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { stateOfRemoval, wordOfRemoval } from '../../../components/removal-states.ts';
import { type Outcome, Said } from '../../../components/said.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { RemovalSteps } from './removal-steps.tsx';

const texts = textsOf({ en });

/** The fan in words: every item with its interval, why nobody can tell, and what one can do. */
export function RemovalTable({ removals }: { removals: readonly Removal[] }) {
  const [said, setSaid] = useState<Outcome | null>(null);
  const columns = useMemo(() => [...facts, stepsColumn(setSaid)], []);
  return (
    <>
      <Said outcome={said} />
      <DataTable label={texts.items} rows={removals} columns={columns} keyOf={({ id }) => id} />
    </>
  );
}

function stepsColumn(onSaid: (said: Outcome) => void): Column<Removal> {
  return {
    id: 'steps',
    label: texts.columns.steps,
    align: 'end',
    cell: (removal) => <RemovalSteps removal={removal} onSaid={onSaid} />,
  };
}

const facts: readonly Column<Removal>[] = [
  {
    id: 'what',
    label: texts.columns.what,
    width: 'max-w-72',
    cell: (removal) => <MaskedText text={titleOf(removal)} />,
    sortBy: titleOf,
  },
  {
    id: 'state',
    label: texts.columns.state,
    cell: (removal) => <StateOf removal={removal} />,
    sortBy: ({ state }) => state,
  },
  {
    id: 'seen',
    label: texts.columns.seen,
    align: 'end',
    isSecondary: true,
    cell: ({ lastSeenAt }) => <When at={lastSeenAt} />,
    sortBy: ({ lastSeenAt }) => lastSeenAt ?? '',
  },
  {
    id: 'absent',
    label: texts.columns.absent,
    align: 'end',
    isSecondary: true,
    cell: ({ firstAbsentAt, positions }) => (
      <span className="inline-flex items-center gap-2">
        <When at={firstAbsentAt} absent="" />
        <Provenance position={positions.at(-1) ?? null} />
      </span>
    ),
    sortBy: ({ firstAbsentAt }) => firstAbsentAt ?? '',
  },
  {
    id: 'due',
    label: texts.columns.due,
    align: 'end',
    isSecondary: true,
    cell: ({ dueAt, isLate }) => (
      <span className={isLate ? 'text-fail' : ''}>
        <When at={dueAt} /> {isLate && texts.late}
      </span>
    ),
    sortBy: ({ dueAt }) => dueAt,
  },
];

function StateOf({ removal }: { removal: Removal }) {
  const { state, reasons, usedAfterAt, returns, attestation, exception } = removal;
  const until = state === 'attested' ? attestation?.until : state === 'excepted' ? exception?.until : null;
  const notes = [
    ...(state === 'open' ? reasons : []),
    ...(usedAfterAt === null ? [] : [texts.used]),
    ...(returns === 0 ? [] : [texts.came(returns)]),
    ...(state === 'open' && attestation !== null ? [texts.bySomebody] : []),
    ...(state === 'open' && exception !== null ? [texts.asked] : []),
    ...(state === 'attested' && removal.attestationAnew !== null ? [texts.bySomebody] : []),
    ...(state === 'excepted' && removal.exceptionAnew !== null ? [texts.asked] : []),
  ];
  return (
    <span className="block py-1">
      <StateMark state={stateOfRemoval(removal)} label={wordOfRemoval(removal)} />
      {until !== null && until !== undefined && (
        <span className="block text-sm text-note">
          {texts.until} <When at={until} />
        </span>
      )}
      {notes.map((note) => (
        <span key={note} className="block max-w-[36ch] text-sm text-note">
          {note}
        </span>
      ))}
    </span>
  );
}
