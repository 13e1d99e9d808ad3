import { read } from '@daybook/client';
import { useQueries } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useQueryState } from '../../../app/query-state.ts';
import { TextField } from '../../../components/field.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';
import { parsePositions } from './parse-positions.ts';
import { Preview } from './preview.tsx';

const texts = textsOf({ en });

const shownMax = 10;

/** Entries by their numbers, each shown as what it says, so that nobody asks for the wrong one. */
export function EntryChoice() {
  const [typed, setTyped] = useQueryState('positions');
  const positions = parsePositions(typed);
  return (
    <div className="space-y-3">
      <TextField
        label={texts.entries.label}
        help={texts.entries.help}
        problem={typed.trim() !== '' && positions === null ? texts.entries.problem : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {positions !== null && <EntryEffects positions={positions} />}
    </div>
  );
}

function EntryEffects({ positions }: { positions: readonly number[] }) {
  const path = useWorkspacePath();
  const shown = positions.slice(0, shownMax);
  const entries = useQueries({
    queries: shown.map((position) => ({
      queryKey: ['entry', path.workspace, position],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        read(
          api.GET('/api/workspaces/{workspace}/ledger/entries/{position}', {
            params: { path: { ...path, position } },
            signal,
          }),
        ),
    })),
  });
  return (
    <Preview target={{ positions }} means={texts.entries.means}>
      <ul className="mb-3 space-y-1.5">
        {shown.map((position, place) => {
          const entry = entries[place];
          return (
            <li key={position} className="flex items-baseline gap-3">
              <Provenance position={position} />
              <span className="min-w-0">
                {entry?.data?.summary ?? (entry?.error ? texts.entries.missing : '…')}
                {entry?.data?.payload.state === 'erased' && (
                  <span className="text-note"> ({texts.entries.erased})</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {positions.length > shownMax && (
        <p className="mb-3 text-sm text-note">
          {texts.entries.more(formatNumber(positions.length - shownMax))}
        </p>
      )}
    </Preview>
  );
}
