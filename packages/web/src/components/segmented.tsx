import type { ReactNode } from 'react';

export type Segment = { readonly value: string; readonly label: ReactNode; readonly name: string };

/** A few ways to look at the same list; the chosen one is in the address. */
export function Segmented({
  label,
  segments,
  value,
  onChange,
}: {
  label: string;
  segments: readonly Segment[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <fieldset aria-label={label} className="flex flex-wrap gap-1">
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          aria-label={segment.name}
          onClick={() => onChange(segment.value)}
          className="touch inline-flex items-center gap-1.5 rounded-md border border-line px-2.5 py-1 text-sm text-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-raised aria-pressed:text-ink"
        >
          {segment.label}
        </button>
      ))}
    </fieldset>
  );
}
