import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useKeys } from '../app/keys.ts';
import { shared } from '../messages/shared.ts';

/** Narrows a list while one types; `/` puts the cursor here. */
export function FilterField({
  value,
  onChange,
  label = shared.table.filter,
}: {
  value: string;
  onChange: (value: string) => void;
  label?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  return (
    <div className="relative w-full max-w-80">
      <Search size={14} aria-hidden="true" className="absolute top-1/2 left-2.5 -translate-y-1/2 text-note" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="touch w-full rounded-md border border-edge bg-raised py-[5px] pr-2 pl-8 placeholder:text-note max-md:text-lg"
      />
    </div>
  );
}
