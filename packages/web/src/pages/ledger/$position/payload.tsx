import { type EntryDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { actions } from '../../../app/actions.ts';
import { api } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
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
import { entryFields } from './entry-fields.ts';

const texts = textsOf({ en }).payload;

type PayloadProps = { readonly position: number; readonly of: EntryDetail };

/** What an entry says beside its line: present, never there, locked without its key, or erased and by what right. */
export function Payload({ position, of: { payload } }: PayloadProps) {
  const mayAsk = useMay(actions.requestErasure);
  const state: string = payload.state;
  return (
    <Section
      title={texts.title}
      note={
        mayAsk &&
        payload.state === 'present' && (
          <TextLink href={`/erasures/new?positions=${position}`} className="no-print">
            {texts.ask}
          </TextLink>
        )
      }
    >
      {payload.state === 'none' && <p className="text-note">{texts.none}</p>}
      {state === 'unreadable' && (
        <Notice state="unknown" title={texts.unreadable} text={texts.unreadableText} />
      )}
      {payload.state === 'erased' && <Erased by={payload.erasedBy} />}
      {payload.state === 'present' && (
        <>
          <p className="prose-line mb-3 text-sm text-note">{texts.present}</p>
          <ValueTree value={payload.json} />
          <details className="mt-3">
            <summary className="touch w-fit cursor-pointer py-1 text-sm text-soft">{texts.raw}</summary>
            <CommandBlock text={JSON.stringify(payload.json, null, 2)} name={texts.raw} />
          </details>
        </>
      )}
    </Section>
  );
}

/** The entry that erased it says when and on what basis, and names the request. */
function Erased({ by }: { by: number | null }) {
  const path = { ...useWorkspacePath(), position: by ?? 0 };
  const eraser = useQuery({
    queryKey: ['entry', path.workspace, by],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger/entries/{position}', { params: { path }, signal })),
    enabled: by !== null,
  });
  const entry = eraser.data && entryFields(eraser.data.entry);
  const request = entry?.refs.find((ref) => ref.startsWith('era_'));
  const basis = eraser.data && basisOf(eraser.data.payload.json);
  return (
    <Notice state="not-applicable" title={texts.erased} text={texts.erasedText}>
      {by !== null && (
        <Details
          items={[
            detail(texts.erasedBy, <Provenance position={by} />),
            ...(entry ? [detail(texts.erasedAt, <Exactly at={entry.recordedAt} />)] : []),
            ...(basis ? [detail(texts.basis, legalBasisText(basis))] : []),
          ]}
        />
      )}
      {request !== undefined && (
        <div className="pt-2">
          <ButtonLink href={`/erasures/${request}`}>{texts.request}</ButtonLink>
        </div>
      )}
    </Notice>
  );
}

function basisOf(json: unknown): string | null {
  const hasBasis = typeof json === 'object' && json !== null && 'legalBasis' in json;
  return hasBasis ? String(json.legalBasis) : null;
}
