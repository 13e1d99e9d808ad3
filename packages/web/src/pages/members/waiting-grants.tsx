import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { Exactly, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { GrantDecision } from './grant-decision.tsx';

const texts = textsOf({ en });
const pageSizeMax = 200;

/** What was asked for and nobody has decided yet, whoever asked. */
export function WaitingGrants() {
  const path = useWorkspacePath();
  const [said, setSaid] = useState<Outcome | null>(null);
  const waiting = useQuery({
    queryKey: ['grants', path.workspace],
    queryFn: ({ signal }) => readWaiting(path, signal),
  });
  return (
    <Section title={texts.waiting.title}>
      <Said outcome={said} />
      <Loaded query={waiting} lines={2}>
        {(grants) =>
          grants.length === 0 ? (
            <p className="text-note">{texts.waiting.none}</p>
          ) : (
            <>
              <p className="prose-line mb-3 text-soft">{texts.waiting.lead}</p>
              <ul className="space-y-3">
                {grants.map((grant) => (
                  <WaitingGrant key={grant.id} grant={grant} onSaid={setSaid} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

export type Grant = Awaited<ReturnType<typeof readWaiting>>[number];

/** Reads every page: what waits may be older than much that is decided. */
async function readWaiting(path: { readonly workspace: string }, signal: AbortSignal) {
  const readPage = (cursor?: string) => {
    const query = { limit: pageSizeMax, ...(cursor !== undefined && { cursor }) };
    return read(api.GET('/api/workspaces/{workspace}/grants', { params: { path, query }, signal }));
  };
  let page = await readPage();
  const found = [...page.items];
  while (page.nextCursor !== null) {
    page = await readPage(page.nextCursor);
    found.push(...page.items);
  }
  return found.filter(({ state }) => state === 'waiting');
}

function WaitingGrant({ grant, onSaid }: { grant: Grant; onSaid: (said: Outcome) => void }) {
  const scope = Object.entries(grant.scope).map(([part, value]) => `${part} ${value}`);
  const { waiting } = texts;
  return (
    <li className="space-y-3 rounded-md border border-line bg-raised px-4 py-3">
      <p className="font-medium">
        <PersonName subject={grant.subject} />
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-note">{waiting.role}</dt>
        <dd>{texts.short[grant.role]}</dd>
        <dt className="text-note">{waiting.askedBy}</dt>
        <dd>
          <PersonName subject={grant.grantedBy} />, <When at={grant.requestedAt} />
        </dd>
        <dt className="text-note">{waiting.reason}</dt>
        <dd className="min-w-0 break-words">{grant.reason}</dd>
        {scope.length > 0 && (
          <>
            <dt className="text-note">{waiting.scope}</dt>
            <dd className="min-w-0 break-words">{scope.join(', ')}</dd>
          </>
        )}
        {grant.until !== null && (
          <>
            <dt className="text-note">{waiting.until}</dt>
            <dd>
              <Exactly at={grant.until} />
            </dd>
          </>
        )}
      </dl>
      <GrantDecision grant={grant} onSaid={onSaid} />
    </li>
  );
}
