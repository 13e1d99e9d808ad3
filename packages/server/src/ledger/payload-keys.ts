import type { DataKey, Services, Tx } from '../platform/index.ts';
import type { EntryInput } from './entry-input.ts';

/** The keys a batch of payloads is sealed under: one for each subject, one for all that have no subject. */
export type PayloadKeys = {
  readonly bySubject: ReadonlyMap<string, DataKey>;
  readonly shared: DataKey | null;
};

type KeyServices = Pick<Services, 'dataKeys'>;

/** Keys for these inputs, made where they are missing. */
export async function keysFor(
  tx: Tx,
  inputs: readonly EntryInput[],
  services: KeyServices,
): Promise<PayloadKeys> {
  const subjects = new Set(inputs.flatMap((input) => input.subject ?? []));
  const bySubject = await services.dataKeys.ofSubjects(tx, [...subjects]);
  const withoutSubject = inputs.filter((input) => usesSharedKey(input)).length;
  return { bySubject, shared: withoutSubject === 0 ? null : await sharedKey(tx, withoutSubject, services) };
}

export function sharedKey(tx: Tx, payloads: number, services: KeyServices): Promise<DataKey> {
  return services.dataKeys.shared(tx, payloads);
}

/** Null for an input without a payload. */
export function keyOf(input: EntryInput, keys: PayloadKeys): DataKey | null {
  if (input.payload === undefined) return null;
  return input.subject === undefined ? keys.shared : (keys.bySubject.get(input.subject) ?? null);
}

export function usesSharedKey(input: EntryInput): boolean {
  return input.payload !== undefined && input.subject === undefined;
}

/** Whether what was sealed under these keys may still be written; asked with the log's row held. */
export async function areUsable(tx: Tx, keyIds: readonly string[], services: KeyServices): Promise<boolean> {
  return services.dataKeys.areUsable(tx, keyIds);
}
