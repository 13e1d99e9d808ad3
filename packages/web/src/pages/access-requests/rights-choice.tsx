import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { allRights, type Right } from './rights-words.ts';

const texts = textsOf({ en });

type RightsChoiceProps = {
  readonly label: string;
  readonly value: readonly Right[];
  readonly onChange: (rights: readonly Right[]) => void;
};

/** The four dangerous rights, any of them. */
export function RightsChoice({ label, value, onChange }: RightsChoiceProps) {
  const toggle = (right: Right) =>
    onChange(value.includes(right) ? value.filter((one) => one !== right) : [...value, right]);
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {allRights.map((right) => (
          <label key={right} className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              checked={value.includes(right)}
              onChange={() => toggle(right)}
            />
            {texts.rights[right]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
