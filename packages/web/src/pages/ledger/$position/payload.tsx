import type { EntryDetail } from '@daybook/client';
import { actions } from '../../../app/actions.ts';
import type { ComingEntry } from '../../../app/coming-api.ts';
import { useMay } from '../../../app/session.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { ButtonLink } from '../../../components/button.tsx';
import { CommandBlock } from '../../../components/command-block.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { legalBasisText } from '../../../components/legal-basis.ts';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { ValueTree } from '../../../components/value-cell.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).payload;

type PayloadProps = { readonly position: number; readonly of: EntryDetail & ComingEntry };

/** What an entry says beside its line: present, never there, or erased and by what right. */
export function Payload({ position, of: { payload } }: PayloadProps) {
  const mayAsk = useMay(actions.requestErasure);
  return (
    <Section
      title={texts.title}
      note={
        mayAsk &&
        payload.state === 'present' && (
          <TextLink href={`/erasures/new?positions=${position}`}>{texts.ask}</TextLink>
        )
      }
    >
      {payload.state === 'none' && <p className="text-note">{texts.none}</p>}
      {payload.state === 'erased' && <Erased erased={payload.erased ?? null} />}
      {payload.state === 'present' && (
        <>
          <p className="prose-line mb-3 text-sm text-note">{texts.present}</p>
          <ValueTree value={payload.json} />
          <details className="mt-3">
            <summary className="touch inline-flex cursor-pointer items-center py-1 text-sm text-soft">
              {texts.raw}
            </summary>
            <CommandBlock text={JSON.stringify(payload.json, null, 2)} name={texts.raw} />
          </details>
        </>
      )}
    </Section>
  );
}

type ErasedBy = { readonly position: number; readonly legalBasis: string; readonly at: string } | null;

function Erased({ erased }: { erased: ErasedBy }) {
  return (
    <Notice state="not-applicable" title={texts.erased} text={texts.erasedText}>
      {erased !== null && (
        <>
          <Details
            items={[
              detail(texts.erasedBy, <Provenance position={erased.position} />),
              detail(texts.erasedAt, <Exactly at={erased.at} />),
              detail(texts.basis, legalBasisText(erased.legalBasis)),
            ]}
          />
          <div className="pt-2">
            <ButtonLink href="/erasures">{texts.request}</ButtonLink>
          </div>
        </>
      )}
    </Notice>
  );
}
