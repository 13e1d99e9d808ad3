import { Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { ListState } from './cell-inspector.tsx';
import { en } from './en.ts';
import type { SystemColumn } from './use-access.ts';

const texts = textsOf({ en });

/** Which columns cannot tell everything, and why; below the matrix, so that no gap is overlooked. */
export function SystemRemarks({ systems }: { systems: readonly SystemColumn[] }) {
  const open = systems.filter(({ list }) => list !== 'whole');
  return (
    <Section title={texts.columns.title}>
      {open.length === 0 ? (
        <p className="text-note">{texts.columns.whole(formatNumber(systems.length), systems.length === 1)}</p>
      ) : (
        <ul>
          {open.map((system) => (
            <li key={system.system} className="border-b border-line py-2">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <b className="font-semibold">{system.name}</b>
                <ListState system={system} />
                <Provenance position={system.position} />
              </span>
              {system.reasons.length > 0 && (
                <span className="prose-line block text-sm text-soft">{system.reasons.join(' ')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
