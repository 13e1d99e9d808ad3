import { useId } from 'react';

type CheckFieldProps = {
  readonly label: string;
  readonly help?: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
};

/** One statement that is so or not, with what follows from it. */
export function CheckField({ label, help, isChecked, isDisabled = false, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-(--accent)"
        checked={isChecked}
        disabled={isDisabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {help !== undefined && (
          <p id={`${id}-help`} className="prose-line text-sm text-note">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
