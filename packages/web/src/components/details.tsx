import type { ReactNode } from 'react';

export type Detail = { readonly term: string; readonly value: ReactNode };

/** One row of a list of details. */
export function detail(term: string, value: ReactNode): Detail {
  return { term, value };
}

/** Terms and what they are, as a quiet two-column list; one column on a phone. */
export function Details({ items }: { items: readonly Detail[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)]">
      {items.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-sm text-note sm:leading-[1.375rem]">{term}</dt>
          <dd className="min-w-0 break-words max-sm:mb-1.5">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
