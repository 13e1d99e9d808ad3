import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { formatVkey, parsePolicy, type TlogPolicy, textOfUtf8 } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import { computeClaims } from './claims/compute-claims.ts';
import { definitionsOf, definitionsOfClaims, type JudgingCatalog, kindsOf } from './claims/definitions.ts';
import type { Claims } from './format/claims.ts';
import { type SignedManifest, verifyManifest } from './format/manifest.ts';
import { packagePaths } from './format/package-paths.ts';
import { FactReplay } from './replay/fact-replay.ts';
import type { SourceState } from './replay/replayed-facts.ts';
import { anchorNotes } from './verifying/anchor-notes.ts';
import { checkAnchors } from './verifying/check-anchors.ts';
import { checkBesideTree } from './verifying/check-beside-tree.ts';
import { checkCatalog } from './verifying/check-catalog.ts';
import { checkFiles } from './verifying/check-files.ts';
import { checkPolicy, readPolicy } from './verifying/check-policy.ts';
import { checkProofs } from './verifying/check-proofs.ts';
import { readRoots } from './verifying/check-stamp.ts';
import { compareClaims } from './verifying/compare-claims.ts';
import {
  checkOutsideCheckpoint,
  type OutsideCheckpoint,
  readOutsideCheckpoint,
} from './verifying/outside-checkpoint.ts';
import { type Problem, Problems } from './verifying/problems.ts';
import { readClaims } from './verifying/read-claims.ts';
import { type ReadEntries, readEntries } from './verifying/read-entries.ts';
import type { ReadLog } from './verifying/read-log.ts';
import { readManifest } from './verifying/read-manifest.ts';
import { type OpenZip, openZip, ZipRefusal } from './zip/open-zip.ts';

const policyBytesMax = 1_000_000;
/** More erasures than these are counted, not listed. */
const erasuresShownMax = 20;

export type VerifyOptions = {
  /** The released checks, controls and frameworks to judge by: `loadCatalog()`. */
  readonly catalog: JudgingCatalog;
  /** The text of a checkpoint note received another way than this package. */
  readonly checkpoint?: string;
  /** The text of a tlog-policy of one's own: whose keys and which witnesses are trusted. */
  readonly policy?: string;
  /** PEM of the roots of time-stamping authorities the auditor trusts; without it nobody vouches for who signed a token. */
  readonly tsaRoots?: string;
  /** How many threads may hash a log; 1 where it is not said. Only for a package that is a file. */
  readonly threads?: number;
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
  if (typeof file !== 'string') return verifySource(Buffer.from(file), { ...options, path: null });
  const handle = await open(file, 'r');
  try {
    return await verifySource(handle, { ...options, path: file });
  } finally {
    await handle.close();
  }
}

async function verifySource(source: FileHandle | Buffer, options: RunOptions): Promise<Verification> {
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

type RunOptions = VerifyOptions & { readonly path: string | null };
type Run = { readonly options: RunOptions; readonly problems: Problems };

async function verifyContents(zip: OpenZip, signed: SignedManifest, run: Run): Promise<Outcome> {
  const { options, problems } = run;
  const { manifest } = signed;
  const claims = await readClaims(zip, problems);
  const definitions =
    claims === null
      ? definitionsOf(options.catalog, manifest.framework.id)
      : definitionsOfClaims(claims, options.catalog);
  const replay = new FactReplay(kindsOf(definitions));
  const outside =
    options.checkpoint === undefined ? null : await readOutsideCheckpoint(options.checkpoint, problems);
  const { path, threads: count = 1 } = options;
  const threads = path === null ? null : { path, count };
  const watched = outside?.checkpoint ?? null;
  const entries = await readEntries({ zip, manifest, replay, watched, threads }, problems);
  const { logs } = entries;
  if (logs === null) return nothingRead;
  const trust = await checkTrust(zip, { signed, entries, logs, outside }, run);
  if (manifest.asOf < entries.lastRecordedAt) problems.add('as-of-differs', packagePaths.manifest);
  checkSnapshots(replay.sources(), problems);
  const proofs = await checkProofs(zip, logs, problems);
  const notes = [...trust.notes, ...erasureNotes(entries)];
  if (claims === null) return { entries: manifest.entries, reran: false, notes };
  nameUnexpected(zip, { logs, claims, others: [...proofs, ...trust.paths] }, problems);
  const review = checkCatalog({ claims, manifest }, options.catalog, problems);
  const { window, asOf } = manifest;
  const computed = computeClaims({ definitions, sources: replay.sources(), window, asOf });
  compareClaims(claims, computed, problems);
  return { entries: manifest.entries, reran: review.reran, notes: [...notes, ...review.notes] };
}

type Trusted = {
  readonly signed: SignedManifest;
  readonly entries: ReadEntries;
  readonly logs: readonly ReadLog[];
  readonly outside: OutsideCheckpoint | null;
};

/** Who vouches for the logs: their own keys, third parties, and whatever the auditor brought along. */
async function checkTrust(
  zip: OpenZip,
  { signed, entries, logs, outside }: Trusted,
  { options, problems }: Run,
): Promise<{ readonly notes: readonly string[]; readonly paths: ReadonlySet<string> }> {
  const newest = logs.at(-1);
  await problems.attempt('manifest-not-signed', packagePaths.manifest, () =>
    verifyManifest(signed, newest?.vkeys ?? []),
  );
  await checkBesideTree(zip, { logs, told: entries.told }, problems);
  const own = options.policy === undefined ? null : await readPolicy(options.policy, problems);
  const policy = own ?? (await packedPolicy(zip, problems));
  const { receipts } = entries.told;
  const roots = options.tsaRoots === undefined ? null : await readRoots(options.tsaRoots, problems);
  const { anchors, paths } = await checkAnchors({ zip, logs, receipts, policy, roots }, problems);
  const vouched = [
    outside === null ? null : checkOutsideCheckpoint(outside, logs, problems),
    own === null || newest === undefined
      ? null
      : await checkPolicy({ zip, policy: own, log: newest }, problems),
  ].filter((note) => note !== null);
  const end = newest === undefined ? 0 : newest.firstPosition + newest.size;
  return {
    notes: [
      ...(vouched.length > 0 ? vouched : [keyNote(logs)]),
      ...anchorNotes(anchors, { end, isOutside: own !== null, hasRoots: roots !== null }),
    ],
    paths: new Set([...paths, ...(zip.files.has(packagePaths.policy) ? [packagePaths.policy] : [])]),
  };
}

/** For information: its keys show that a cosignature is by whom it says, not that anyone should be trusted. */
async function packedPolicy(zip: OpenZip, problems: Problems): Promise<TlogPolicy | null> {
  const path = packagePaths.policy;
  if (!zip.files.has(path)) return null;
  return problems.attempt('policy-malformed', path, async () =>
    parsePolicy(sha256, textOfUtf8(await zip.read(path, policyBytesMax))),
  );
}

async function openOrName(source: FileHandle | Buffer, problems: Problems): Promise<OpenZip | null> {
  try {
    return await openZip(source);
  } catch (error) {
    problems.add('zip-unreadable', error instanceof ZipRefusal ? `${error.where}: ${error.message}` : 'zip');
    return null;
  }
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
  known: { readonly logs: readonly ReadLog[]; readonly claims: Claims; readonly others: readonly string[] },
  problems: Problems,
): void {
  const names = new Set<string>([
    ...Object.values(packagePaths).filter((path) => path !== packagePaths.policy),
    ...known.claims.findings.keys(),
    ...known.others,
    ...known.logs.flatMap((log) => [...log.paths]),
  ]);
  for (const name of zip.files.keys()) if (!names.has(name)) problems.add('file-unexpected', name);
  for (const name of names) if (!zip.files.has(name)) problems.add('file-missing', name);
}

function keyNote(logs: readonly ReadLog[]): string {
  const keys = logs.flatMap(({ vkeys }) => vkeys.map((vkey) => `\`${formatVkey(vkey)}\``)).join(', ');
  return `valid only against the key it contains: ${keys}; compare it with a checkpoint from elsewhere`;
}

function erasureNotes({ erased, told, startsAfterEarlierLogs }: ReadEntries): string[] {
  const shown = [...erased].slice(0, erasuresShownMax);
  return [
    ...shown.map(([position, { by, legalBasis }]) => {
      return `position ${position}: payload erased by entry ${by} (${legalBasis}), leaf intact`;
    }),
    ...(erased.size > shown.length
      ? [`${erased.size} payloads in all were erased; their leaves are intact`]
      : []),
    ...[...told.openings.values()].flatMap(({ origin, forked }) =>
      forked
        ? [
            `${origin} continues a forked log: ${forked.foundSize} entries are here, ${forked.knownSize} were known to ${forked.knownBy}`,
          ]
        : [],
    ),
    ...(startsAfterEarlierLogs ? ['the ledger began before the logs in this package'] : []),
  ];
}
