import { type FormEvent, useEffect, useRef, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { useSystems } from '../systems/use-systems.ts';
import { Choices } from './choices.tsx';
import { en } from './en.ts';
import { PlaceFields } from './place-fields.tsx';
import { type Draft, type Place, useKeepClass, useRolesOfPeople } from './use-visibility.ts';

const { form: texts } = textsOf({ en });
const emptyPlace: Place = { system: '', within: null, through: [] };
const emptyDraft: Draft = { id: null, name: '', places: [emptyPlace], needs: [] };

type ClassFormProps = {
  /** Null names a new one. */
  readonly before: Draft | null;
  readonly onDone: (said: string) => void;
  readonly onCancel: () => void;
};

/** Says what a class is called, where it is kept and whose work needs it. What was typed stays until it was accepted. */
export function ClassForm({ before, onDone, onCancel }: ClassFormProps) {
  const [draft, setDraft] = useState<Draft>(before ?? emptyDraft);
  const [others, setOthers] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const isChange = before !== null;
  // The form stands below the list its button is in.
  useEffect(() => {
    if (isChange) first.current?.focus();
  }, [isChange]);
  const keep = useKeepClass(({ name }) => {
    const said = texts.kept(name);
    announce(said);
    onDone(said);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = others.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
    keep.mutate({
      ...draft,
      name: draft.name.trim(),
      places: draft.places.flatMap(placeToKeep),
      needs: [...new Set([...draft.needs, ...typed])],
    });
  };
  return (
    <Section title={before === null ? texts.add : texts.change(before.name)}>
      <form onSubmit={submit} className="max-w-xl space-y-5">
        <TextField
          ref={first}
          label={texts.name}
          help={texts.nameHelp}
          required
          maxLength={120}
          autoComplete="off"
          value={draft.name}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
        <Places places={draft.places} onChange={(places) => setDraft({ ...draft, places })} />
        <Needs value={draft.needs} onChange={(needs) => setDraft({ ...draft, needs })} />
        <TextField
          label={texts.otherNeeds}
          autoComplete="off"
          value={others}
          onChange={({ target }) => setOthers(target.value)}
        />
        <FormProblem error={keep.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={keep.isPending}>
            {texts.save}
          </Button>
          {before !== null && <Button onClick={onCancel}>{texts.cancel}</Button>}
        </div>
      </form>
    </Section>
  );
}

type PlacesProps = {
  readonly places: readonly Place[];
  readonly onChange: (places: readonly Place[]) => void;
};

function Places({ places, onChange }: PlacesProps) {
  const systems = useSystems().data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="space-y-3">
      <p className="font-medium">{texts.places}</p>
      {places.map((place, index) => (
        <PlaceFields
          // biome-ignore lint/suspicious/noArrayIndexKey: places have no names of their own and keep their order
          key={index}
          number={index + 1}
          place={place}
          systems={systems}
          onChange={(changed) => onChange(places.with(index, changed))}
          onDrop={() => onChange(places.toSpliced(index, 1))}
        />
      ))}
      <Button onClick={() => onChange([...places, emptyPlace])}>{texts.addPlace}</Button>
    </div>
  );
}

type NeedsProps = {
  readonly value: readonly string[];
  readonly onChange: (needs: readonly string[]) => void;
};

function Needs({ value, onChange }: NeedsProps) {
  const roles = useRolesOfPeople().data?.roles ?? [];
  const options = [...new Set([...roles, ...value])].toSorted();
  return <Choices label={texts.needs} help={texts.needsHelp} {...{ options, value, onChange }} />;
}

/** A place without a system is none; spaces alone name nothing within one. */
function placeToKeep({ system, within, through }: Place): readonly Place[] {
  const named = within?.trim() ?? '';
  return system === '' ? [] : [{ system, within: named === '' ? null : named, through }];
}
