import { type Replay, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { Details, detail } from '../../../components/details.tsx';
import { Digest } from '../../../components/digest.tsx';
import { Progress } from '../../../components/progress.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).digests;

const askAgainMs = 1_000;

/** How far the rebuilding is; asked every second while it runs. */
export function ReplayProgress() {
  const path = useWorkspacePath();
  const progress = useQuery({
    queryKey: ['replay', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger/replay', { params: { path }, signal })),
    refetchInterval: askAgainMs,
  });
  const running = progress.data?.running ?? null;
  return (
    <div className="mt-3 max-w-md">
      <Progress
        done={running?.done ?? 0}
        total={running?.total ?? null}
        unit={texts.entries}
        ratePerSecond={null}
      />
    </div>
  );
}

/** Whether the rebuilt facts are the ones that are shown and the ones whose digest was written. */
export function ReplayResult({ replay }: { replay: Replay }) {
  return (
    <div className="max-w-3xl rounded-md border border-line bg-raised p-4">
      <p className="mb-2">{standing(replay)}</p>
      <Details
        items={[
          detail(
            texts.upTo,
            <span className="number">
              {texts.first(formatNumber(replay.size))}, {texts.facts(formatNumber(replay.facts))}
            </span>,
          ),
          detail(texts.found, <Digest value={replay.digest} name={texts.found} isWhole />),
          detail(texts.stored, <Digest value={replay.stored} name={texts.stored} isWhole />),
          ...(replay.expected === null
            ? [detail(texts.expected, texts.noDigest)]
            : [detail(texts.expected, <Digest value={replay.expected} name={texts.expected} isWhole />)]),
        ]}
      />
      {replay.differing > 0 && <Differences replay={replay} />}
    </div>
  );
}

function standing({ equal }: Replay): ReactNode {
  if (equal === false) return <StateMark state="failing" label={texts.differs} />;
  if (equal === null) return <StateMark state="unknown" label={texts.cannot} />;
  return <StateMark state="operating" label={texts.equal} />;
}

function Differences({ replay: { differences, differing } }: { replay: Replay }) {
  return (
    <>
      <p className="mt-3 mb-1">{texts.differing(formatNumber(differing))}</p>
      <ul className="space-y-1">
        {differences.map(({ position, kind, scope, key, what }) => (
          <li key={`${position} ${kind} ${scope} ${key} ${what}`} className="flex items-baseline gap-3">
            <Provenance position={position} />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {[kind, scope, key].filter((one) => one !== null).join(' ')}: {what}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
