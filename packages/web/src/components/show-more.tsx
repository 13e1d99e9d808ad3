import { shared } from '../messages/shared.ts';
import { Button } from './button.tsx';

type ShowMoreProps = {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  /** What the list holds, for who hears the button without seeing the list. */
  readonly of: string;
};

/** Below a list that goes on: reads its next page. Nothing when all of it is there. */
export function ShowMore({ query, of }: ShowMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      look="quiet"
      className="mt-2"
      aria-label={`${shared.table.showMore}: ${of}`}
      isBusy={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {shared.table.showMore}
    </Button>
  );
}
