import type { Subject } from '@daybook/client';
import { useDeferredValue } from 'react';
import { useSubjects } from '../app/erasure-queries.ts';
import { textsOf } from '../messages/catalogue.ts';
import { TextField } from './field.tsx';
import { Loaded } from './loaded.tsx';
import { MaskedText } from './masked-text.tsx';

const en = {
  find: 'Find the person',
  help: 'Name, mail address or login; at least two letters.',
  found: 'People found',
  none: 'Nobody known here matches. The name may be erased already, or is spelled otherwise at the source.',
  unnamed: 'Name erased',
};
const texts = textsOf({ en });

type PersonFinderProps = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** The pseudonym of whoever is chosen, or empty. */
  readonly chosen: string;
  readonly onChoose: (subject: string) => void;
};

/** Finds a person by what people call them; what is kept is their pseudonym. */
export function PersonFinder({ search, onSearch, chosen, onChoose }: PersonFinderProps) {
  const settled = useDeferredValue(search.trim());
  const subjects = useSubjects(settled);
  return (
    <div className="space-y-3">
      <TextField
        label={texts.find}
        help={texts.help}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      {settled.length > 1 && (
        <Loaded query={subjects} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="prose-line text-note">{texts.none}</p>
            ) : (
              <fieldset>
                <legend className="mb-1 text-sm text-note">{texts.found}</legend>
                {items.map((one) => (
                  <PersonRow
                    key={one.subject}
                    person={one}
                    isChosen={one.subject === chosen}
                    onChoose={onChoose}
                  />
                ))}
              </fieldset>
            )
          }
        </Loaded>
      )}
    </div>
  );
}

type PersonRowProps = {
  readonly person: Subject;
  readonly isChosen: boolean;
  readonly onChoose: (subject: string) => void;
};

function PersonRow({ person, isChosen, onChoose }: PersonRowProps) {
  return (
    <label className="touch flex cursor-pointer items-center gap-3 border-b border-line py-2 hover:bg-sunken">
      <input
        type="radio"
        name="subject"
        className="size-4 accent-(--accent)"
        checked={isChosen}
        onChange={() => onChoose(person.subject)}
      />
      <span className="min-w-0">
        <span className="font-medium">
          <MaskedText text={person.name ?? texts.unnamed} isPlain />
        </span>{' '}
        <span className="text-sm text-note [overflow-wrap:anywhere]">
          <MaskedText text={[person.email, person.login].filter((one) => one !== null).join(' · ')} isPlain />
        </span>
      </span>
    </label>
  );
}
