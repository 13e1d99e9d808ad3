import { useId } from 'react';
import { setQueryState } from '../app/query-state.ts';

type NarrowFieldProps = {
  /** Of the address: the state lives there. */
  readonly name: string;
  readonly label: string;
  readonly type: 'date' | 'text';
  readonly value: string;
};

const box = 'touch min-h-8 w-full rounded-md border border-edge bg-raised px-2 py-1 text-ink max-md:text-lg';

/** One field that narrows a list; what is typed stands in the address, so that it can be passed on and gone back to. */
export function NarrowField({ name, label, type, value }: NarrowFieldProps) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block text-sm text-note">
        {label}
      </label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        onChange={(event) => setQueryState({ [name]: event.target.value })}
        className={`${box} ${type === 'text' ? 'font-mono text-xs' : ''}`}
      />
    </div>
  );
}
