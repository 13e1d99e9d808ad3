import type { LogRow } from '@daybook/client';
import { Download } from 'lucide-react';
import { actions } from '../../../app/actions.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { Digest } from '../../../components/digest.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import type { State } from '../../../components/state-shape.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).logs;

const states = { open: 'operating', closed: 'complete', forked: 'failing' } as const satisfies Record<
  LogRow['state'],
  State
>;

/** Every log of the workspace, newest first, with what it follows and its archive. */
export function LogRows({ logs }: { logs: readonly LogRow[] }) {
  if (logs.length === 0) return <p className="py-4 text-note">{texts.none}</p>;
  const newestFirst = logs.toSorted((one, other) => other.firstPosition - one.firstPosition);
  return (
    <ul className="border-t border-line">
      {newestFirst.map((log) => (
        <Row
          key={log.id}
          log={log}
          successor={logs.find(({ predecessor }) => predecessor?.origin === log.origin) ?? null}
        />
      ))}
    </ul>
  );
}

/** What became of a forked log is told by its successor's first entry; before there is one, somebody has to decide. */
function Row({ log, successor }: { log: LogRow; successor: LogRow | null }) {
  const { workspace } = useWorkspacePath();
  const mayArchive = useMay(actions.archiveLog);
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="number flex flex-wrap items-baseline gap-x-3">
          <span className="text-lg font-semibold">{log.year}</span>
          <StateMark state={states[log.state]} label={texts.states[log.state]} />
          <span>{texts.size(formatNumber(log.size))}</span>
          <span className="text-sm text-note">{texts.from(formatNumber(log.firstPosition))}</span>
        </p>
        <p className="font-mono text-xs break-all text-note">{log.origin}</p>
        <p className="text-sm text-soft">
          {texts.opened} <When at={log.openedAt} />, {texts.checkpoint}{' '}
          <When at={log.lastCheckpointAt} absent={texts.unsigned} />
        </p>
        <p className="number text-sm text-note [overflow-wrap:anywhere]">
          {log.predecessor === null
            ? texts.first
            : texts.follows(log.predecessor.origin, formatNumber(log.predecessor.size))}
        </p>
        <p className="text-sm text-note">
          {texts.root} <Digest value={log.root} name={`${texts.root} ${log.origin}`} />
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        {log.state === 'forked' && (
          <ButtonLink href={successor === null ? '/ledger/fork' : `/ledger/${successor.firstPosition}`}>
            {texts.fork}
          </ButtonLink>
        )}
        {mayArchive && log.lastCheckpointAt !== null && (
          <ButtonLink
            href={`/api/workspaces/${workspace}/ledger/logs/${log.id}/archive`}
            download
            aria-label={`${texts.archive}: ${log.origin}`}
          >
            <Download size={14} aria-hidden="true" />
            {texts.archive}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
