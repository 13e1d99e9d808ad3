export type EntryFields = {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string | null;
  readonly observedAt: string | null;
  readonly recordedAt: string | null;
  readonly actorId: string;
  readonly actorKind: string;
  readonly refs: readonly string[];
};

/** The fields of an entry that every type has; a line that lacks one shows that it does. */
export function entryFields(entry: Readonly<Record<string, unknown>>): EntryFields {
  const actor = typeof entry.actor === 'object' && entry.actor !== null ? entry.actor : {};
  return {
    id: text(entry.id) ?? '',
    type: text(entry.type) ?? '',
    occurredAt: text(entry.occurredAt),
    observedAt: text(entry.observedAt),
    recordedAt: text(entry.recordedAt),
    actorId: 'id' in actor ? (text(actor.id) ?? '') : '',
    actorKind: 'kind' in actor ? (text(actor.kind) ?? '') : '',
    refs: Array.isArray(entry.refs) ? entry.refs.map(String) : [],
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
