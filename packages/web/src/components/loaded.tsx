import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { LoadTrouble } from './trouble.tsx';

type Query<Data> = {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

/** What a query brought; until then a skeleton, and when it fails what to do. What was read before stays shown. */
export function Loaded<Data>({
  query,
  lines = 6,
  children,
}: {
  query: Query<Data>;
  lines?: number;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <LoadTrouble query={query} />;
  return <Skeleton lines={lines} />;
}
