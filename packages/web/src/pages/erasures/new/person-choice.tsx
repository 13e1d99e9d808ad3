import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useQueryState } from '../../../app/query-state.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { PersonFinder } from '../../../components/person-finder.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const lookedAtMax = 200;

/** Who is to be forgotten; the one chosen stands in the address, by pseudonym. */
export function PersonChoice() {
  const [search, setSearch] = useQueryState('search');
  const [chosen, choose] = useQueryState('subject');
  return (
    <div className="space-y-3">
      <PersonFinder search={search} onSearch={setSearch} chosen={chosen} onChoose={choose} />
      {chosen !== '' && <PersonEffects subject={chosen} />}
    </div>
  );
}

/** What can be said before asking: how many entries belong to the person. The request shows items and controls as well. */
function PersonEffects({ subject }: { subject: string }) {
  const path = useWorkspacePath();
  const entries = useQuery({
    queryKey: ['entries', path.workspace, 'of', subject],
    queryFn: ({ signal }) => {
      const query = { ref: subject, limit: lookedAtMax };
      return read(api.GET('/api/workspaces/{workspace}/ledger/entries', { params: { path, query }, signal }));
    },
  });
  return (
    <section className="rounded-md border border-line bg-raised p-4">
      <h2 className="mb-1 text-base">{texts.affects}</h2>
      <p className="prose-line text-soft">{texts.person.means}</p>
      <Loaded query={entries} lines={1}>
        {({ items, nextCursor }) => (
          <p className="number mt-2">
            {nextCursor === null
              ? texts.person.touches(formatNumber(items.length))
              : texts.person.touchesMore(formatNumber(items.length))}
          </p>
        )}
      </Loaded>
    </section>
  );
}
