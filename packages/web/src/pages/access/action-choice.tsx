import { SelectField } from '../../components/field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type ActionWords, wordsOf } from './use-model.ts';

const texts = textsOf({ en });

type ActionChoiceProps = {
  readonly words: readonly ActionWords[];
  readonly value: string;
  readonly onChoose: (action: string) => void;
};

/** Every action in the words of the product, by the part of the work it belongs to. */
export function ActionChoice({ words, value, onChoose }: ActionChoiceProps) {
  const areas = [...new Set(words.map(({ area }) => area))];
  return (
    <SelectField
      label={texts.action}
      help={texts.actionHelp}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">…</option>
      {areas.map((area) => (
        <optgroup key={area} label={texts.areas[area] ?? area}>
          {words
            .filter((one) => one.area === area)
            .map((one) => (
              <option key={one.action} value={one.action}>
                {`${wordsOf(one)} (${one.action})`}
              </option>
            ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
