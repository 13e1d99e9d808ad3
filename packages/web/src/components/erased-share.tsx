import { textsOf } from '../messages/catalogue.ts';
import { formatNumber } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { StateShape } from './state-shape.tsx';

const en = {
  share: (items: string, of: string) => `${items} of ${of} items lost what they said to an erasure`,
};
const texts = textsOf({ en });

/** How much of what a control rests on was erased; nothing while nothing was. */
export function ErasedShare({
  erased,
}: {
  erased: { readonly items: number; readonly of: number } | undefined;
}) {
  if (erased === undefined || erased.items === 0) return null;
  return (
    <p className="number mt-1.5 flex items-center gap-1.5 text-sm text-soft">
      <StateShape state="not-applicable" size={11} />
      <Anchor href="/erasures" className="text-soft underline decoration-edge underline-offset-2">
        {texts.share(formatNumber(erased.items), formatNumber(erased.of))}
      </Anchor>
    </p>
  );
}
