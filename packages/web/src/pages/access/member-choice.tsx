import { useDeferredValue, useState } from 'react';
import { useMay, useWorkspace } from '../../app/session.ts';
import { TextField } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { Mark } from './mark.tsx';
import { useMemberSearch } from './use-model.ts';

const texts = textsOf({ en });

type MemberChoiceProps = {
  /** The pseudonym of whoever is chosen. */
  readonly value: string;
  readonly onChoose: (subject: string) => void;
};

/** Oneself, or for those who may see members anybody by name. */
export function MemberChoice({ value, onChoose }: MemberChoiceProps) {
  const { subject: me } = useWorkspace();
  const mayList = useMay('member.list');
  const [search, setSearch] = useState('');
  const settled = useDeferredValue(search.trim());
  const found = useMemberSearch(settled);
  if (!mayList) return <p className="prose-line text-note">{texts.onlySelf}</p>;
  // Buttons and not radios: the arrows of a group would lead past the search between its parts.
  const rowOf = (subject: string, name: string, note: string) => (
    <button
      key={subject}
      type="button"
      aria-pressed={value === subject}
      onClick={() => onChoose(subject)}
      className="touch flex w-full items-baseline gap-2 border-b border-line px-2 py-2 text-left hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium"
    >
      <span className="w-4 shrink-0">
        <Mark shape={value === subject ? 'disc' : 'ring'} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {name} <span className="text-sm font-normal text-note">{note}</span>
      </span>
    </button>
  );
  return (
    <fieldset className="space-y-2">
      <legend className="text-base font-medium">{texts.person}</legend>
      {me !== null && rowOf(me, texts.me, '')}
      <TextField
        label={texts.findPerson}
        help={texts.findHelp}
        type="search"
        autoComplete="off"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {settled.length > 1 && (
        <Loaded query={found} lines={2}>
          {({ items, nextCursor }) => (
            <fieldset aria-label={texts.found}>
              {items.length === 0 && <p className="text-note">{texts.none}</p>}
              {items
                .filter(({ subject }) => subject !== me)
                .map(({ subject, name, role }) => rowOf(subject, name ?? texts.unnamed, role))}
              {nextCursor !== null && <p className="text-sm text-note">{texts.more}</p>}
            </fieldset>
          )}
        </Loaded>
      )}
    </fieldset>
  );
}
