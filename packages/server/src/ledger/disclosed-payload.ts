import type { Entry } from '@daybook/ledger';
import { Personal, type PersonalClass } from '../platform/index.ts';

/** Classes that payloads and summaries of entries may hold, for the permission of routes that show them. */
export const payloadDiscloses = ['name', 'email', 'login', 'phone', 'handle', 'other', 'text'] as const;

/** Written by people; what sources answer in their own words about a failed reading is needed to repair them. */
const textFields: readonly string[] = ['title', 'reason', 'reviewedOn', 'note'];

type Named = { readonly subject: string; readonly identity: object };

/**
 * A payload as it may leave: what identifies somebody is marked by its class, and what people or sources wrote is marked as
 * free text. It is disclosed like everything else, just before it leaves.
 */
export function disclosedPayload(
  { type, actor }: Pick<Entry, 'type' | 'actor'>,
  payload: unknown,
  place: { readonly position: number; readonly of: 'member' | 'evidence' },
): unknown {
  if (type.startsWith('identity.recorded@') && isNamed(payload)) {
    const { subject, identity } = payload;
    const values = Object.entries(identity).map(([name, value]) => [
      name,
      name === 'system' || typeof value !== 'string'
        ? value
        : new Personal([{ class: classOf(name), value, of: place.of, subject }]),
    ]);
    return { ...payload, identity: Object.fromEntries(values) };
  }
  return marked(payload, null, { position: place.position, author: actor.id });
}

function isNamed(payload: unknown): payload is Named {
  if (typeof payload !== 'object' || payload === null || !('identity' in payload)) return false;
  return 'subject' in payload && typeof payload.subject === 'string' && typeof payload.identity === 'object';
}

function classOf(field: string): PersonalClass {
  return field === 'name' || field === 'email' || field === 'login' || field === 'phone' || field === 'handle'
    ? field
    : 'other';
}

type Place = { readonly position: number; readonly author: string };

function marked(value: unknown, field: string | null, place: Place): unknown {
  if (typeof value === 'string') {
    return field !== null && textFields.includes(field) ? freeText(value, place) : value;
  }
  if (Array.isArray(value)) return value.map((item) => marked(item, field, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner, name, place)]));
}

/** Free text of an entry: people may be named in it that no detector found. Whoever wrote it sees it. */
export function freeText(value: string, { position, author }: Place): Personal {
  return new Personal([{ class: 'text', value, of: 'evidence', subject: null, position, author }]);
}

/** The free texts of a payload, as they were redacted when they were written down. */
export function freeTextsOf(payload: unknown, field: string | null = null): readonly string[] {
  if (typeof payload === 'string') return field !== null && textFields.includes(field) ? [payload] : [];
  if (Array.isArray(payload)) return payload.flatMap((item) => freeTextsOf(item, field));
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([name, inner]) => freeTextsOf(inner, name));
}
