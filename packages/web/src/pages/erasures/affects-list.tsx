import type { ErasureDetail } from '@daybook/client';
import { TextLink } from '../../components/anchor.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';

const en = {
  payloads: (count: string) =>
    count === '1'
      ? '1 entry loses what it says; its line and proof stay.'
      : `${count} entries lose what they say; their lines and proofs stay.`,
  noItems: 'No item loses its own values, so no control is affected.',
  items: (count: string) =>
    count === '1' ? '1 item is shown without its values.' : `${count} items are shown without their values.`,
  noControls: 'No control rests on them.',
  controls: 'Controls that rest on them will show the share that is erased:',
  controlItems: (count: string) => (count === '1' ? '1 item' : `${count} items`),
};
const texts = textsOf({ en });

/** What an erasure takes away: payloads, items, and the controls that rest on them. */
export function AffectsList({ affects }: { affects: ErasureDetail['affects'] }) {
  return (
    <ul className="prose-line number list-disc space-y-1.5 pl-5 marker:text-note">
      <li>{texts.payloads(formatNumber(affects.payloads))}</li>
      <li>{affects.items === 0 ? texts.noItems : texts.items(formatNumber(affects.items))}</li>
      {affects.items > 0 && <Controls controls={affects.controls} />}
    </ul>
  );
}

function Controls({ controls }: { controls: ErasureDetail['affects']['controls'] }) {
  return (
    <li>
      {controls.length === 0 ? texts.noControls : texts.controls}
      {controls.length > 0 && (
        <ul className="mt-1 space-y-1">
          {controls.map(({ id, title, items }) => (
            <li key={id}>
              <TextLink href={`/controls/${id}`}>{title}</TextLink>{' '}
              <span className="text-note">{texts.controlItems(formatNumber(items))}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
