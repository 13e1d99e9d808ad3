import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog } from '@daybook/catalog';
import {
  appendLeaf,
  base64Of,
  type CompactRange,
  canonicalize,
  commit,
  emptyRange,
  formatVkey,
  prepareEntry,
  rangeRoot,
  roundedSize,
  signCheckpoint,
  utf8,
} from '@daybook/ledger';
import { createNoteSigner, hmacSha256, leafHashOfText, sha256 } from '@daybook/ledger/node';
import { type PackageLog, type PackageSource, type StoredEntry, writePackage } from '@daybook/verify';

/**
 * Exports a package of as many entries as asked for, made up as they are read and never held, and prints the most memory
 * the process had and the seconds it took. Nine in ten entries are records of a few thousand items, told again and again.
 */
const [size = 0] = process.argv.slice(2).map(Number);
const origin = 'daybook.example/export/2026';
const signer = createNoteSigner(origin, new Uint8Array(32).fill(5));
const pullEntries = 1_000;
const items = 5_000;
const firstMs = Date.UTC(2026, 0, 1);

const folder = await mkdtemp(join(tmpdir(), 'daybook-export-'));
try {
  const log: PackageLog = {
    origin,
    firstPosition: 0,
    size,
    vkey: formatVkey(signer.vkey),
    checkpoint: checkpointOf(),
  };
  const source: PackageSource = {
    logs: [log],
    policy: null,
    entries: madeUpEntries,
    history: () => [],
    sign: (message) => [{ keyId: `${origin}+${signer.vkey.keyId}`, signature: signer.sign(message) }],
  };
  const request = {
    catalog: await loadCatalog(),
    framework: 'iso-27001-2022',
    window: { from: '2026-01-01', to: '2027-01-01', zone: 'UTC' },
    asOf: '2027-01-01T00:00:00.000Z',
    names: 'included',
  } as const;
  const startedAt = performance.now();
  const output = createWriteStream(join(folder, 'package.zip'));
  const { bytes } = await writePackage(request, source, { stagingFolder: folder, output });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(JSON.stringify({ rssMb: process.resourceUsage().maxRSS / 1024, seconds, bytes }));
} finally {
  await rm(folder, { recursive: true });
}

/** The same entries once more, for their root alone. */
function checkpointOf(): string {
  let range: CompactRange = emptyRange;
  for (const { text } of madeUpEntries()) range = appendLeaf(sha256, range, leafHashOfText(text));
  return signCheckpoint({ origin, size, root: rangeRoot(sha256, range), extensions: [] }, signer);
}

function* madeUpEntries(): Generator<StoredEntry> {
  for (let index = 0; index < size; index += 1) {
    const pull = `pul_${Math.floor(index / pullEntries)}`;
    const refs = ['con_people', pull];
    if (index === 0) yield entryOf(index, 'log.opened@1', [], opening());
    else if (index % pullEntries === pullEntries - 1)
      yield entryOf(index, 'pull.completed@1', refs, closing(index));
    else yield entryOf(index, 'record.observed@1', refs, recordOf(index));
  }
}

function opening() {
  return { origin, firstPosition: 0, verifierKey: formatVkey(signer.vkey), predecessor: null };
}

function closing(index: number) {
  const at = instantOf(index);
  const none = {
    added: 0,
    closed: 0,
    rejected: 1,
    duplicates: 0,
    first: null,
    last: null,
    sourceCount: null,
  };
  const told = { kind: 'person', scope: 'people', query: 'people.csv', items, changed: pullEntries - 1 };
  const list = { complete: false, visible: true, reasons: ['a row was rejected'], pages: 1, gaps: [] };
  const report = { ...told, ...none, ...list, snapshotDigest: '', maxGapHours: 24 };
  return { connector: 'table', startedAt: at, finishedAt: at, populations: [report] };
}

function recordOf(index: number) {
  const number = String(index % items).padStart(12, '0');
  const person = `sub_00000000-0000-4000-8000-${number}`;
  const told = { employer: null, manager: null, role: `Role ${index % 7}`, startsOn: null, endsOn: null };
  return { kind: 'person', scope: 'people', key: person, value: { person, ...told, isActive: true } };
}

function entryOf(index: number, type: string, refs: readonly string[], payload: unknown): StoredEntry {
  const body = utf8(canonicalize(payload));
  const salt = createHash('sha256').update(`salt ${index}`).digest();
  const at = instantOf(index);
  const text = prepareEntry({
    actor: { id: 'sub_00000000-0000-4000-8000-000000000000', kind: 'system' },
    id: `ent_${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`,
    observedAt: at,
    occurredAt: null,
    payload: {
      alg: 'hmac-sha256',
      commit: base64Of(commit(hmacSha256, salt, body)),
      mediaType: 'application/json',
      size: roundedSize(body.length),
    },
    refs,
    type,
    v: 1,
  })(at);
  return { text, payload: { state: 'present', salt, body } };
}

function instantOf(index: number): string {
  return new Date(firstMs + index * 1_000).toISOString();
}
