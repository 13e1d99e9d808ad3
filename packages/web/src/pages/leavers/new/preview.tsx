import type { LeaverPreview } from '@daybook/client';
import { TextLink } from '../../../components/anchor.tsx';
import { titleOf } from '../../../components/leaver-fan-rows.ts';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).preview;
const order = ['partner', 'individual', 'token'] as const;
const shownMax = 20;

type Layer = LeaverPreview['layers'][number];

/** What a run would hold, layer by layer, before anybody confirms it; and what of theirs nobody can see. */
export function Preview({ preview, isAgency }: { preview: LeaverPreview; isAgency: boolean }) {
  const { layers, maybe, openLists, peopleGaps, run } = preview;
  const isNothing = layers.every(({ total }) => total === 0);
  const [gap] = peopleGaps;
  // One person has no partner access of their own.
  const shown = order.filter((layer) => isAgency || layer !== 'partner');
  return (
    <Section title={texts.title}>
      <div className="mb-4 space-y-2 empty:hidden">
        {run !== null && (
          <Remark state="pending">
            {texts.open} <TextLink href={`/leavers/${run}`}>{texts.see}</TextLink>
          </Remark>
        )}
        {openLists.length > 0 && <Remark state="unknown">{texts.openLists(openLists.join(', '))}</Remark>}
        {maybe.length > 0 && <Remark state="unknown">{texts.maybe(maybe.join(', '))}</Remark>}
        {isAgency && gap !== undefined && <Remark state="unknown">{texts.people(gap)}</Remark>}
        {isNothing && <Remark state="unknown">{texts.nothing}</Remark>}
      </div>
      {shown.map((name) => {
        const layer = layers.find((one) => one.layer === name);
        return layer === undefined ? null : <LayerPart key={name} layer={layer} />;
      })}
    </Section>
  );
}

function LayerPart({ layer: { layer, total, items } }: { layer: Layer }) {
  const shown = items.slice(0, shownMax);
  return (
    <section className="mb-4">
      <h3 className="font-medium">
        {texts.layers[layer]} <span className="number font-normal text-note">{formatNumber(total)}</span>
      </h3>
      {total === 0 && <p className="text-note">{texts.none}</p>}
      <ul>
        {shown.map((item) => (
          <li
            key={`${item.what} ${titleOf(item)}`}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-1.5 text-sm"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <MaskedText text={titleOf(item)} />
            </span>
            <span className="text-note">
              {texts.due} <When at={item.dueAt} />
            </span>
          </li>
        ))}
      </ul>
      {shown.length < total && (
        <p className="mt-1 text-sm text-note">{texts.more(formatNumber(total - shown.length))}</p>
      )}
    </section>
  );
}
