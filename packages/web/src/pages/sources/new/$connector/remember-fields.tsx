import { useId } from 'react';
import { TextField } from '../../../../components/field.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).remember;

type RememberFieldsProps = {
  readonly isChecked: boolean;
  readonly name: string;
  readonly onCheck: (isChecked: boolean) => void;
  readonly onName: (name: string) => void;
};

/** Whether the next file with these columns is to be read the same way, and what such files are called. */
export function RememberFields({ isChecked, name, onCheck, onName }: RememberFieldsProps) {
  const id = useId();
  return (
    <div className="space-y-3">
      <div className="flex items-start gap-2.5">
        <input
          id={id}
          type="checkbox"
          className="mt-1 size-4 shrink-0 accent-(--accent)"
          checked={isChecked}
          aria-describedby={`${id}-help`}
          onChange={(event) => onCheck(event.target.checked)}
        />
        <div className="min-w-0">
          <label htmlFor={id} className="font-medium">
            {texts.label}
          </label>
          <p id={`${id}-help`} className="prose-line text-sm text-note">
            {texts.help}
          </p>
        </div>
      </div>
      {isChecked && (
        <TextField
          label={texts.name}
          value={name}
          maxLength={200}
          required
          onChange={(event) => onName(event.target.value)}
        />
      )}
    </div>
  );
}
