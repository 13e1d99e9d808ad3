import type { ListedSystem } from '@daybook/client';
import { useId } from 'react';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { Choices } from './choices.tsx';
import { en } from './en.ts';
import { type Place, usePlaces } from './use-visibility.ts';

const { form: texts } = textsOf({ en });

type PlaceFieldsProps = {
  readonly number: number;
  readonly place: Place;
  readonly systems: readonly Pick<ListedSystem, 'system' | 'name'>[];
  readonly onChange: (place: Place) => void;
  readonly onDrop: () => void;
};

/** One place: the system, what within it, and which roles there let see it. */
export function PlaceFields({ number, place, systems, onChange, onDrop }: PlaceFieldsProps) {
  const known = usePlaces(place.system).data;
  const places = known?.places ?? [];
  const list = useId();
  const roles = withOwn(known?.roles ?? [], place.through);
  return (
    <fieldset className="space-y-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">{texts.place(number)}</legend>
      <SelectField
        label={texts.system}
        required
        value={place.system}
        onChange={({ target }) => onChange({ system: target.value, within: null, through: [] })}
      >
        <option value="">{texts.choose}</option>
        {systems.map(({ system, name }) => (
          <option key={system} value={system}>
            {name}
          </option>
        ))}
      </SelectField>
      {known?.isKnown === false && <p className="text-sm text-unsure">{texts.unknownSystem}</p>}
      {place.system !== '' && (
        <>
          <TextField
            label={texts.within}
            help={texts.withinHelp}
            list={list}
            autoComplete="off"
            maxLength={200}
            value={place.within ?? ''}
            onChange={({ target }) =>
              onChange({ ...place, within: target.value === '' ? null : target.value })
            }
          />
          <datalist id={list}>
            {places.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <Choices
            label={texts.through}
            help={roles.length === 0 ? texts.noRoles : texts.throughHelp}
            options={roles}
            value={place.through}
            onChange={(through) => onChange({ ...place, through })}
          />
        </>
      )}
      <Button look="quiet" onClick={onDrop}>
        {texts.dropPlace(number)}
      </Button>
    </fieldset>
  );
}

/** What was chosen before stays to choose, whether or not any access names it now. */
function withOwn(known: readonly string[], own: readonly string[]): readonly string[] {
  return [...new Set([...known, ...own])].toSorted();
}
