import { canonicalize } from '@daybook/ledger';
import { redactText } from '@daybook/redaction';
import { append, type JsonValue } from '../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx } from '../platform/index.ts';
import { ownWords } from '../redaction/index.ts';
import { dropFileMapping, type FileMapping, findFileMapping, putFileMapping } from './file-mappings.store.ts';

export type SaidOfFiles = {
  readonly fingerprint: string;
  readonly connector: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
};

/**
 * Remembers what files with these columns hold and writes it down; the same again changes nothing. Names of columns and roles
 * stay readable for good, so one that looks like a person's is refused.
 */
export async function saveFileMapping(
  tx: Tx,
  said: SaidOfFiles,
  actor: Actor,
  services: Services,
): Promise<FileMapping> {
  requireImpersonal(said.settings, services);
  const name = redactText(said.name, services.catalog.detectors).text;
  const now = services.clock.now();
  const mapping: FileMapping = { ...said, name, savedBy: actor.id, savedAt: now };
  const before = await findFileMapping(tx, said.fingerprint);
  if (before !== null && sameWords(before, mapping)) return before;
  await putFileMapping(tx, mapping);
  const { fingerprint, connector, settings } = mapping;
  // Settings are parsed by the route, which takes JSON alone.
  const after = { name, ...settings } as { readonly [field: string]: JsonValue };
  await append(
    tx,
    [entryOf('file-mapping.saved@1', { fingerprint, connector, ...after }, actor, now)],
    services,
  );
  return mapping;
}

/** Forgets it: the next such file is guessed again. What was imported stays as it is. */
export async function forgetFileMapping(
  tx: Tx,
  fingerprint: string,
  actor: Actor,
  services: Services,
): Promise<void> {
  if (!(await dropFileMapping(tx, fingerprint))) refuse('not-found');
  const now = services.clock.now();
  await append(tx, [entryOf('file-mapping.forgotten@1', { fingerprint }, actor, now)], services);
}

function entryOf(type: `${string}@${number}`, payload: JsonValue, actor: Actor, now: string) {
  return { type, actor, occurredAt: now, observedAt: now, refs: [], payload: ownWords(payload) };
}

function sameWords(before: FileMapping, after: FileMapping): boolean {
  return (
    before.name === after.name &&
    before.connector === after.connector &&
    canonicalize(before.settings) === canonicalize(after.settings)
  );
}

function requireImpersonal(settings: SaidOfFiles['settings'], services: Services): void {
  const isPersonal = (text: string) => redactText(text, services.catalog.detectors).text !== text;
  const texts = [...textsIn(settings)];
  if (!texts.some(isPersonal)) return;
  refuse(
    'settings-invalid',
    'a column or role looks like a mail address or a number of somebody',
    'check that the first row of the file holds its headers, and which column holds the roles',
  );
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield name;
    yield* textsIn(inner);
  }
}
