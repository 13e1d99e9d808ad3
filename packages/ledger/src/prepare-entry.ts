import { canonicalize } from './canonical-json.ts';
import {
  assertEntrySize,
  type EntryActor,
  type EntryCollector,
  type EntryDraft,
  type EntryPayload,
  isInstant,
  validateEntry,
} from './entry.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** Any instant: all are written equally long. */
const someInstant = '2000-01-01T00:00:00.000Z';

/**
 * Does all work on an entry that needs no lock: shape, size and canonical form. What it returns only puts `recordedAt`
 * in its canonical place, and equals `entryText` of the whole entry byte for byte.
 */
export function prepareEntry(draft: EntryDraft): (recordedAt: string) => string {
  validateEntry({ ...draft, recordedAt: someInstant });
  const before = `{"actor":${actorText(draft.actor)},${collectorText(draft.collector)}"id":"${draft.id}","observedAt":"${draft.observedAt}","occurredAt":${quoted(draft.occurredAt)},${payloadText(draft.payload)}"recordedAt":"`;
  const after = `","refs":[${draft.refs.map(quoted).join()}],"type":"${draft.type}","v":1}`;
  assertEntrySize(before.length + someInstant.length + after.length);
  return (recordedAt) => {
    if (!isInstant(recordedAt)) throw new LedgerFormatError('bad-entry', '`recordedAt` is not an instant');
    return before + recordedAt + after;
  };
}

/** What an entry holds was tried before: its keys are known and no string needs escaping or is longer in UTF-8. */
function quoted(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}

function actorText({ id, kind }: EntryActor): string {
  return `{"id":"${id}","kind":"${kind}"}`;
}

function collectorText(collector: EntryCollector | undefined): string {
  return collector === undefined ? '' : `"collector":${canonicalize(collector)},`;
}

function payloadText(payload: EntryPayload | undefined): string {
  if (payload === undefined) return '';
  const { alg, commit, mediaType, size } = payload;
  return `"payload":{"alg":"${alg}","commit":"${commit}","mediaType":"${mediaType}","size":${size}},`;
}
