import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { PersonFinder } from '../../components/person-finder.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { KnownPerson } from './known-person.tsx';
import type { Names } from './use-custody.ts';

const texts = textsOf({ en }).people;

type PeopleFieldProps = {
  readonly label: string;
  readonly value: readonly string[] | 'unknown';
  readonly onChange: (value: string[] | 'unknown') => void;
  readonly names: Names;
  /** One person at most. */
  readonly isSingle?: boolean;
  /** That nobody knows is no answer here. */
  readonly isKnown?: boolean;
};

/** People who hold something: named, nobody, or that nobody knows. */
export function PeopleField({
  label,
  value,
  onChange,
  names,
  isSingle = false,
  isKnown = false,
}: PeopleFieldProps) {
  const [isAdding, setIsAdding] = useState(false);
  const [search, setSearch] = useState('');
  const people = value === 'unknown' ? [] : value;
  const add = (subject: string) => {
    onChange(isSingle ? [subject] : [...new Set([...people, subject])]);
    setIsAdding(false);
    setSearch('');
  };
  return (
    <fieldset className="space-y-1.5">
      <legend className="text-base font-medium">{label}</legend>
      <ul className="flex flex-wrap gap-2">
        {people.map((subject) => (
          <li
            key={subject}
            className="inline-flex items-center gap-1 rounded-md border border-line bg-sunken pl-2"
          >
            <KnownPerson subject={subject} names={names} />
            <Button look="quiet" onClick={() => onChange(people.filter((one) => one !== subject))}>
              <X size={14} aria-hidden="true" />
              <span className="sr-only">{texts.remove}</span>
            </Button>
          </li>
        ))}
        {people.length === 0 && (
          <li className="text-note">{value === 'unknown' ? texts.unknown : texts.nobody}</li>
        )}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => setIsAdding(!isAdding)} aria-expanded={isAdding}>
          {isSingle ? texts.choose : texts.add}
          <span className="sr-only">: {label}</span>
        </Button>
        {!isKnown && (
          <label className="touch inline-flex items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              checked={value === 'unknown'}
              onChange={(event) => onChange(event.target.checked ? 'unknown' : [])}
            />
            {texts.unknown}
          </label>
        )}
      </div>
      {isAdding && <PersonFinder search={search} onSearch={setSearch} chosen="" onChoose={add} />}
    </fieldset>
  );
}
