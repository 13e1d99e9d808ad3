import { type ComponentProps, type ReactNode, useId } from 'react';

const box =
  'touch min-h-9 w-full rounded-md border border-edge bg-raised px-2.5 py-[6px] text-base text-ink placeholder:text-note aria-[invalid=true]:border-fail max-md:text-lg';

type FieldFrame = {
  readonly label: string;
  readonly help?: string | undefined;
  /** How to mend it; present only when something is wrong. */
  readonly problem?: string | undefined;
};

function Frame({ label, help, problem, id, children }: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block text-base font-medium">
        {label}
      </label>
      {help !== undefined && help !== '' && (
        <p id={`${id}-help`} className="prose-line text-sm text-note">
          {help}
        </p>
      )}
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="flex items-start gap-1.5 text-sm text-fail">
          {problem}
        </p>
      )}
    </div>
  );
}

function described(id: string, { help, problem }: FieldFrame): object {
  const ids = [help ? `${id}-help` : '', problem !== undefined ? `${id}-problem` : ''].filter(
    (one) => one !== '',
  );
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': problem !== undefined,
  };
}

/** One line of text with its label above, help where needed, and the way to mend it when wrong. */
export function TextField({ label, help, problem, ...rest }: FieldFrame & ComponentProps<'input'>) {
  const id = useId();
  const frame = { label, help, problem };
  return (
    <Frame {...frame} id={id}>
      <input id={id} {...described(id, frame)} {...rest} className={box} />
    </Frame>
  );
}

/** Several lines of text, such as a certificate. */
export function TextAreaField({ label, help, problem, ...rest }: FieldFrame & ComponentProps<'textarea'>) {
  const id = useId();
  const frame = { label, help, problem };
  return (
    <Frame {...frame} id={id}>
      <textarea id={id} rows={4} {...described(id, frame)} {...rest} className={`${box} font-mono text-xs`} />
    </Frame>
  );
}

export function SelectField({
  label,
  help,
  problem,
  children,
  ...rest
}: FieldFrame & ComponentProps<'select'>) {
  const id = useId();
  const frame = { label, help, problem };
  return (
    <Frame {...frame} id={id}>
      <select id={id} {...described(id, frame)} {...rest} className={box}>
        {children}
      </select>
    </Frame>
  );
}

/** A file of this computer. */
export function FileField({ label, help, problem, ...rest }: FieldFrame & ComponentProps<'input'>) {
  const id = useId();
  const frame = { label, help, problem };
  return (
    <Frame {...frame} id={id}>
      <input
        id={id}
        type="file"
        {...described(id, frame)}
        {...rest}
        className={`${box} file:mr-3 file:rounded-sm file:border-0 file:bg-sunken file:px-2 file:py-1 file:text-ink`}
      />
    </Frame>
  );
}
