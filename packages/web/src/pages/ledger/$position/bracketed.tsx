import type { Bracket } from '@daybook/client';
import type { ReactNode } from 'react';
import { BracketFigure } from '../../../components/bracket-figure.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { StateShape } from '../../../components/state-shape.tsx';
import { Exactly, exactTime } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).bracket;

/** Between which outside times an entry was written, and who says so. */
export function Bracketed({ bracket, recordedAt }: { bracket: Bracket; recordedAt: string | null }) {
  const { after, before, rung } = bracket;
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-2 flex gap-2">
        <span className="pt-[3px]">
          <StateShape state={after === null || before === null ? 'unknown' : 'operating'} />
        </span>
        <span>{sentenceOf(bracket)}</span>
      </p>
      <div className="mb-4">
        <BracketFigure afterAt={after?.at ?? null} recordedAt={recordedAt} beforeAt={before?.at ?? null} />
      </div>
      <Details
        items={[
          ...(after === null
            ? []
            : [
                detail(
                  texts.after,
                  <Said at={after.at} by={after.by}>
                    <Provenance position={after.position} />
                  </Said>,
                ),
              ]),
          ...(before === null
            ? []
            : [
                detail(
                  texts.before,
                  <Said at={before.at} by={before.by}>
                    <span className="number text-sm text-note">{texts.over(formatNumber(before.size))}</span>
                  </Said>,
                ),
              ]),
          detail(texts.rung, texts.rungs[rung] ?? texts.rungs[0]),
        ]}
      />
    </Section>
  );
}

function Said({ at, by, children }: { at: string; by: string; children: ReactNode }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Exactly at={at} />
      <span className="[overflow-wrap:anywhere]">{by}</span>
      {children}
    </span>
  );
}

function sentenceOf({ after, before }: Bracket): string {
  if (after !== null && before !== null) return texts.both(exactTime(after.at), exactTime(before.at));
  if (before !== null) return texts.onlyBefore(exactTime(before.at));
  return after === null ? texts.none : texts.onlyAfter(exactTime(after.at));
}
