import type { SettingField } from '@daybook/client';
import { TextField } from '../../../../components/field.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const inputTypes = { text: 'text', secret: 'password', path: 'text', url: 'url', file: 'file' } as const;

type SettingFieldsProps = {
  readonly fields: readonly SettingField[];
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly onChange: (field: SettingField, value: string) => void;
  readonly left: ReadonlySet<string>;
  readonly onLeave: (name: string) => void;
};

/** The form a connector describes itself; a value is looked at when one leaves its field. */
export function SettingFields({ fields, values, secrets, onChange, left, onLeave }: SettingFieldsProps) {
  return fields.map((field) => {
    const value = (field.input === 'secret' ? secrets : values)[field.name] ?? '';
    const isMissing = field.isRequired && value === '' && left.has(field.name);
    return (
      <TextField
        key={field.name}
        label={field.isRequired ? field.label : texts.optional(field.label)}
        help={field.input === 'secret' ? `${field.help} ${texts.secretHelp}` : field.help}
        problem={isMissing ? texts.missing : undefined}
        type={inputTypes[field.input]}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(field, event.target.value)}
        onBlur={() => onLeave(field.name)}
      />
    );
  });
}
