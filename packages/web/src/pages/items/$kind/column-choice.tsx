import { Columns3 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { textsOf } from '../../../messages/catalogue.ts';
import { sentenceCase } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type ColumnChoiceProps = {
  readonly fields: readonly string[];
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[]) => void;
};

/** Which fields the table shows; the choice is in the address. */
export function ColumnChoice({ fields, shown, onChange }: ColumnChoiceProps) {
  if (fields.length === 0) return null;
  const toggle = (field: string) =>
    onChange(fields.filter((one) => (one === field ? !shown.includes(field) : shown.includes(one))));
  return (
    <div className="mb-1 hidden justify-end md:flex">
      <Popover.Root>
        <Popover.Trigger className="inline-flex min-h-7 items-center gap-1.5 rounded-md px-2 text-sm text-note hover:bg-sunken hover:text-ink">
          <Columns3 size={14} aria-hidden="true" />
          {texts.choose}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={4}
            aria-label={texts.choose}
            className="appear z-40 max-h-80 overflow-y-auto rounded-md border border-line bg-raised p-2 shadow-float"
          >
            {fields.map((field) => (
              <label key={field} className="flex min-h-8 items-center gap-2 rounded-sm px-2 hover:bg-sunken">
                <input
                  type="checkbox"
                  checked={shown.includes(field)}
                  onChange={() => toggle(field)}
                  className="accent-accent"
                />
                {sentenceCase(field)}
              </label>
            ))}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
