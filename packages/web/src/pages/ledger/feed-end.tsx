import { Button } from '../../components/button.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type FeedEndProps = {
  readonly searchedBackTo: { readonly position: number; readonly recordedAt: string } | null;
  readonly isSearching: boolean;
  readonly onFurther: () => void;
};

/** A search that stopped before the first entry says so, and goes on when asked. */
export function FeedEnd({ searchedBackTo, isSearching, onFurther }: FeedEndProps) {
  if (searchedBackTo === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <p role="status" className="text-soft">
        {texts.searchedTo(formatNumber(searchedBackTo.position))} <Exactly at={searchedBackTo.recordedAt} />
      </p>
      <Button onClick={onFurther} isBusy={isSearching}>
        {texts.further}
      </Button>
    </div>
  );
}
