import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { formatVkey, textOfUtf8 } from '@daybook/ledger';
import { computeClaims } from './claims/compute-claims.ts';
import { definitionsOf, definitionsOfClaims, type JudgingCatalog, kindsOf } from './claims/definitions.ts';
import type { Claims } from './format/claims.ts';
import { verifyManifestNote } from './format/manifest-note.ts';
import { packagePaths } from './format/package-paths.ts';
import { FactReplay } from './replay/fact-replay.ts';
import type { SourceState } from './replay/replayed-facts.ts';
import { checkCatalog } from './verifying/check-catalog.ts';
import { checkFiles } from './verifying/check-files.ts';
import { checkProofs } from './verifying/check-proofs.ts';
import { compareClaims } from './verifying/compare-claims.ts';
import { checkOutsideCheckpoint, readOutsideCheckpoint } from './verifying/outside-checkpoint.ts';
import { type Problem, Problems } from './verifying/problems.ts';
import { readClaims } from './verifying/read-claims.ts';
import { type ReadEntries, readEntries } from './verifying/read-entries.ts';
import type { ReadLog } from './verifying/read-log.ts';
import { type ReadManifest, readManifest } from './verifying/read-manifest.ts';
import { type OpenZip, openZip, ZipRefusal } from './zip/open-zip.ts';

export type VerifyOptions = {
  /** The released checks, controls and frameworks to judge by: `loadCatalog()`. */
  readonly catalog: JudgingCatalog;
  /** The text of a checkpoint note received another way than this package. */
  readonly checkpoint?: string;
};

export type Verification = {
  /** Nothing is wrong. Read it together with `notes`: against which key, and whether the checks ran again. */
  readonly valid: boolean;
  /** Ledger entries that were rebuilt into a tree; 0 when they could not be. */
  readonly entries: number;
  /** Every check was one the verifier ships and was run again over the packed facts. */
  readonly reran: boolean;
  readonly problems: readonly Problem[];
  /** Plain sentences that belong to the answer. */
  readonly notes: readonly string[];
};

/**
 * Verifies a package without database or network: zip, manifest, logs, payloads, facts, findings and verdicts, each
 * computed again. Takes a path or the bytes. Throws only when the file cannot be opened; what is in it never throws.
 */
export async function verifyPackage(
  file: string | Uint8Array,
  options: VerifyOptions,
): Promise<Verification> {
  if (typeof file !== 'string') return verifySource(Buffer.from(file), options);
  const handle = await open(file, 'r');
  try {
    return await verifySource(handle, options);
  } finally {
    await handle.close();
  }
}

async function verifySource(source: FileHandle | Buffer, options: VerifyOptions): Promise<Verification> {
  const problems = new Problems();
  const zip = await openOrName(source, problems);
  const read = zip && (await readManifest(zip, problems));
  if (zip === null || read === null) return answer(problems, nothingRead);
  await checkFiles(source, { zip, manifest: read.manifest }, problems);
  return answer(problems, await verifyContents(zip, read, { options, problems }));
}

type Outcome = Pick<Verification, 'entries' | 'reran' | 'notes'>;

const nothingRead: Outcome = { entries: 0, reran: false, notes: [] };

function answer(problems: Problems, outcome: Outcome): Verification {
  return { valid: problems.count === 0, ...outcome, problems: problems.list() };
}

type Run = { readonly options: VerifyOptions; readonly problems: Problems };

async function verifyContents(zip: OpenZip, { manifest, bytes }: ReadManifest, run: Run): Promise<Outcome> {
  const { options, problems } = run;
  const { catalog } = options;
  const claims = await readClaims(zip, problems);
  const definitions =
    claims === null ? definitionsOf(catalog, manifest.framework.id) : definitionsOfClaims(claims, catalog);
  const replay = new FactReplay(kindsOf(definitions));
  const outside =
    options.checkpoint === undefined ? null : await readOutsideCheckpoint(options.checkpoint, problems);
  const entries = await readEntries(
    { zip, manifest, replay, watched: outside?.checkpoint ?? null },
    problems,
  );
  const { logs } = entries;
  if (logs === null) return nothingRead;
  await checkManifestNote(zip, { bytes, key: logs.at(-1) }, problems);
  const covered = outside === null ? null : checkOutsideCheckpoint(outside, logs, problems);
  if (manifest.asOf < entries.lastRecordedAt) problems.add('as-of-differs', packagePaths.manifest);
  checkSnapshots(replay.sources(), problems);
  const proofs = await checkProofs(zip, logs, problems);
  const notes = [covered ?? keyNote(logs), ...erasureNotes(entries)];
  if (claims === null) return { entries: manifest.entries, reran: false, notes };
  nameUnexpected(zip, { logs, claims, proofs }, problems);
  const review = checkCatalog({ claims, manifest }, catalog, problems);
  const { window, asOf } = manifest;
  const computed = computeClaims({ definitions, sources: replay.sources(), window, asOf });
  compareClaims(claims, computed, problems);
  return { entries: manifest.entries, reran: review.reran, notes: [...notes, ...review.notes] };
}

async function openOrName(source: FileHandle | Buffer, problems: Problems): Promise<OpenZip | null> {
  try {
    return await openZip(source);
  } catch (error) {
    problems.add('zip-unreadable', error instanceof ZipRefusal ? `${error.where}: ${error.message}` : 'zip');
    return null;
  }
}

async function checkManifestNote(
  zip: OpenZip,
  { bytes, key }: { readonly bytes: Buffer; readonly key: ReadLog | undefined },
  problems: Problems,
): Promise<void> {
  const path = packagePaths.manifestNote;
  await problems.attempt('manifest-not-signed', path, async () => {
    if (key === undefined) throw new Error('there is no log');
    verifyManifestNote(textOfUtf8(await zip.read(path, 65_536)), bytes, key.vkey);
  });
}

/** Each source's records must be the ones its pulls counted and, where complete, digested. */
function checkSnapshots(sources: readonly SourceState[], problems: Problems): void {
  for (const { kind, scope, connection, contradicted } of sources) {
    for (const position of contradicted) {
      problems.add(
        'population-differs',
        `payloads.ndjson: ${kind} ${scope} of ${connection}, position ${position}`,
      );
    }
  }
}

/** A file may be listed in the manifest and still be none that a package has. */
function nameUnexpected(
  zip: OpenZip,
  known: { readonly logs: readonly ReadLog[]; readonly claims: Claims; readonly proofs: ReadonlySet<string> },
  problems: Problems,
): void {
  const names = new Set<string>([
    ...Object.values(packagePaths),
    ...known.claims.findings.keys(),
    ...known.proofs,
    ...known.logs.flatMap((log) => [...log.paths]),
  ]);
  for (const name of zip.files.keys()) if (!names.has(name)) problems.add('file-unexpected', name);
  for (const name of names) if (!zip.files.has(name)) problems.add('file-missing', name);
}

function keyNote(logs: readonly ReadLog[]): string {
  const keys = logs.map(({ vkey }) => `\`${formatVkey(vkey)}\``).join(', ');
  return `valid only against the key it contains: ${keys}; compare it with a checkpoint from elsewhere`;
}

function erasureNotes({ erased, startsAfterEarlierLogs }: ReadEntries): string[] {
  return [
    ...(erased > 0
      ? [`${erased} payloads were erased, as the ledger records; their entries are intact`]
      : []),
    ...(startsAfterEarlierLogs ? ['the ledger began before the logs in this package'] : []),
  ];
}
