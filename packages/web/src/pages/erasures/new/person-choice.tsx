import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { api } from '../../../app/api.ts';
import type { Subject } from '../../../app/coming-api.ts';
import { useSubjects } from '../../../app/erasure-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { setQueryState, useQueryState } from '../../../app/query-state.ts';
import { TextField } from '../../../components/field.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const lookedAtMax = 200;

/** Finds a person by what people call them; the one chosen stands in the address, by pseudonym. */
export function PersonChoice() {
  const [search, setSearch] = useQueryState('search');
  const [chosen] = useQueryState('subject');
  const settled = useDeferredValue(search.trim());
  const subjects = useSubjects(settled);
  return (
    <div className="space-y-3">
      <TextField
        label={texts.person.find}
        help={texts.person.help}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {settled.length > 1 && (
        <Loaded query={subjects} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="prose-line text-note">{texts.person.none}</p>
            ) : (
              <fieldset>
                <legend className="mb-1 text-sm text-note">{texts.person.found}</legend>
                {items.map((one) => (
                  <PersonRow key={one.subject} person={one} isChosen={one.subject === chosen} />
                ))}
              </fieldset>
            )
          }
        </Loaded>
      )}
      {chosen !== '' && <PersonEffects subject={chosen} />}
    </div>
  );
}

function PersonRow({ person, isChosen }: { person: Subject; isChosen: boolean }) {
  return (
    <label className="touch flex cursor-pointer items-center gap-3 border-b border-line py-2 hover:bg-sunken">
      <input
        type="radio"
        name="subject"
        className="size-4 accent-(--accent)"
        checked={isChosen}
        onChange={() => setQueryState({ subject: person.subject })}
      />
      <span className="min-w-0">
        <span className="font-medium">{person.name ?? texts.person.unnamed}</span>{' '}
        <span className="text-sm text-note [overflow-wrap:anywhere]">
          {[person.email, person.login].filter((one) => one !== null).join(' · ')}
        </span>
      </span>
    </label>
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
