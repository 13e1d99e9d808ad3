import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { LoadTrouble } from './trouble.tsx';

type LoadedProps<Data> = {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** Lines of the skeleton. */
  readonly lines?: number;
  /** The heading while there is no other, where this is the whole page. */
  readonly title?: string;
  readonly children: (data: Data) => ReactNode;
};

/** What a query brought; until then a skeleton, and when it fails what to do. What was read before stays shown. */
export function Loaded<Data>({ query, lines = 6, title, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <LoadTrouble query={query} title={title} />;
  return (
    <div data-loading="">
      {title !== undefined && <h1 className="sr-only">{title}</h1>}
      <Skeleton lines={lines} />
    </div>
  );
}
