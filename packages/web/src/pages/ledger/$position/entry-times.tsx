import { Details, detail } from '../../../components/details.tsx';
import { Digest } from '../../../components/digest.tsx';
import { PersonName } from '../../../components/person-name.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { sentenceCase } from '../../../messages/shared.ts';
import { en } from './en.ts';
import type { EntryFields } from './entry-fields.ts';
import { RefLink } from './ref-link.tsx';

const texts = textsOf({ en });

/** The three times of an entry, by whom it was written and what it belongs to. */
export function EntryTimes({ entry }: { entry: EntryFields }) {
  const refs = entry.refs.length === 0 ? [] : [detail(texts.refs, <Refs refs={entry.refs} />)];
  return (
    <section className="mb-8 rounded-md border border-line bg-raised p-4">
      <Details
        items={[
          detail(texts.times.occurred, <Time at={entry.occurredAt} note={texts.occurredNote} />),
          detail(texts.times.observed, <Time at={entry.observedAt} note={texts.observedNote} />),
          detail(texts.times.recorded, <Time at={entry.recordedAt} note={texts.recordedNote} />),
          detail(
            texts.by,
            <span>
              {entry.actorKind === 'user' ? (
                <PersonName subject={entry.actorId} />
              ) : (
                sentenceCase(entry.actorKind)
              )}{' '}
              <code className="font-mono text-xs break-all text-note">{entry.actorId}</code>
            </span>,
          ),
          detail(texts.id, <Digest value={entry.id} name={texts.id} isWhole />),
          ...refs,
        ]}
      />
    </section>
  );
}

function Time({ at, note }: { at: string | null; note: string }) {
  return (
    <>
      <Exactly at={at} />
      {at !== null && <span className="ml-2 text-sm text-note">{note}</span>}
    </>
  );
}

function Refs({ refs }: { refs: readonly string[] }) {
  return (
    <ul>
      {refs.map((ref) => (
        <li key={ref}>
          <RefLink id={ref} />
        </li>
      ))}
    </ul>
  );
}
