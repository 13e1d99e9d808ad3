import { MaskedText } from '../../components/masked-text.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { emptyWords, joinCells } from './matrix-cell.tsx';
import { rightsSentence } from './right-marks.tsx';
import type { AccessPrincipal, SystemColumn } from './use-access.ts';

const texts = textsOf({ en });
const { inspector } = texts;

type CellInspectorProps = {
  readonly principal: AccessPrincipal | undefined;
  readonly system: SystemColumn | undefined;
};

/** Where and when the cell under the pointer, or with the focus, was seen. Always as high, so that nothing jumps. */
export function CellInspector({ principal, system }: CellInspectorProps) {
  return (
    <div className="mt-2 min-h-20 rounded-md border border-line bg-raised px-3 py-2 text-sm">
      {principal === undefined || system === undefined ? (
        <p className="text-note">{inspector.empty}</p>
      ) : (
        <Inspected principal={principal} system={system} />
      )}
    </div>
  );
}

function Inspected({ principal, system }: { principal: AccessPrincipal; system: SystemColumn }) {
  const cell = joinCells(principal.cells.filter((one) => one.system === system.system));
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="font-semibold">
          <MaskedText text={principal.name} isPlain /> · {system.name}
        </b>
        <span>{cell === null ? emptyWords(system) : rightsSentence(cell)}</span>
        {cell !== null && <Provenance position={cell.position} />}
        {cell === null && <Provenance position={system.position} />}
        <ListState system={system} />
      </p>
      {cell !== null && (
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-note">
          <span>
            {inspector.roles}: {cell.roles.join(', ') || inspector.noRoles}
          </span>
          {cell.ways.length > 0 && (
            <span>
              {inspector.ways}: {cell.ways.map((way) => texts.ways[way] ?? way).join(', ')}
            </span>
          )}
          <span>
            {inspector.since} <When at={cell.observedAt} />
          </span>
          <span>
            {inspector.lastSeen} <When at={cell.lastSeenAt} />
          </span>
          <span>{texts.sources[cell.source]}</span>
        </p>
      )}
    </>
  );
}

/** How old the list is that a column stands on, and whether it is whole. */
export function ListState({ system }: { system: SystemColumn }) {
  if (system.list === 'none') return <StateMark state="not-observable" label={texts.legend.none} />;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-note">
      {system.list === 'partial' && <StateMark state="incomplete" label={texts.legend.partial} />}
      {system.source === 'attested' && <StateMark state="attested" />}
      <span>
        {inspector.seen}: <When at={system.lastCompleteAt} absent={inspector.never} />
      </span>
    </span>
  );
}
