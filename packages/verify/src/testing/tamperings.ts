import { createHash } from 'node:crypto';
import { decodeBundle, encodeBundle, textOfUtf8, utf8 } from '@daybook/ledger';
import { formatManifest, manifestPayload, parseManifest } from '../format/manifest.ts';
import { logFolder } from '../format/package-paths.ts';
import { anchoredPlaces } from './anchored-ledger.ts';
import { type SampleLedger, sampleOrigin } from './sample-ledger.ts';

export type Files = Map<string, Buffer>;

/** One thing a forger does to the packed `anchoredLedger`, and the problem that names it. */
export type Tampering = {
  readonly name: string;
  /** `what` and the beginning of `where`. */
  readonly found: string;
  /** Whether the stand-alone verifier, which reads logs only, finds it too. */
  readonly isInLog: boolean;
  forge(files: Files): void;
};

const folder = logFolder(sampleOrigin);
const bundle = `${folder}/tile/entries/000.p/${anchoredPlaces.size}`;
const leaves = `${folder}/tile/0/000.p/${anchoredPlaces.size}`;

export const tamperings: readonly Tampering[] = [
  {
    name: 'an entry deleted',
    found: `entries-malformed ${bundle}`,
    isInLog: true,
    forge: (files) => editEntries(files, (entries) => entries.toSpliced(4, 1)),
  },
  {
    name: 'two entries in another order',
    found: `tile-differs ${leaves}`,
    isInLog: true,
    forge: (files) =>
      editEntries(files, (entries) => entries.with(5, entries[6] ?? '').with(6, entries[5] ?? '')),
  },
  {
    name: 'a bundle cut short',
    found: `entries-malformed ${bundle}`,
    isInLog: true,
    forge: (files) => files.set(bundle, contentOf(files, bundle).subarray(0, -10)),
  },
  {
    name: 'an entry replayed in place of another',
    found: 'entry-repeated position 6',
    isInLog: true,
    forge: (files) => editEntries(files, (entries) => entries.with(6, entries[5] ?? '')),
  },
  {
    name: 'an entry dated back',
    found: 'entry-out-of-order position 7',
    isInLog: true,
    forge: (files) =>
      editEntries(files, (entries) =>
        entries.with(7, (entries[7] ?? '').replace(/"recordedAt":"2026/, '"recordedAt":"2025')),
      ),
  },
  {
    name: 'a tile exchanged',
    found: `tile-differs ${leaves}`,
    isInLog: true,
    forge: (files) => files.set(leaves, Buffer.from(contentOf(files, leaves).toReversed())),
  },
  {
    name: 'payloads of two entries exchanged',
    found: 'payload-differs payloads.ndjson: position 5',
    isInLog: false,
    forge: (files) => {
      const text = contentOf(files, 'payloads.ndjson').toString();
      const swapped = text.replace(
        /"index":([56]),"log":0,/g,
        (_, index) => `"index":${index === '5' ? 6 : 5},"log":0,`,
      );
      files.set('payloads.ndjson', Buffer.from(sortLines(swapped)));
    },
  },
  {
    name: 'a cosignature changed',
    found: `anchor-differs ${folder}/anchors/15-witness-1.txt`,
    isInLog: false,
    forge: (files) => editText(files, `${folder}/anchors/15-witness-1.txt`, changeLastSignature),
  },
  {
    name: 'a time stamp changed',
    found: `anchor-differs ${folder}/anchors/15-timestamp-1.tst`,
    isInLog: false,
    forge: (files) => {
      const name = `${folder}/anchors/15-timestamp-1.tst`;
      const token = contentOf(files, name);
      files.set(name, Buffer.from(token.with(-1, (token.at(-1) ?? 0) ^ 1)));
    },
  },
  {
    name: 'a receipt of a mail invented',
    found: `anchor-differs ${folder}/anchors/15-mail-1.txt`,
    isInLog: false,
    forge: (files) =>
      editText(files, `${folder}/anchors/15-mail-1.txt`, (text) => text.replace('<1@', '<2@')),
  },
  {
    name: 'a rotation left out',
    found: `rotation-differs ${folder}/rotations`,
    isInLog: true,
    forge: (files) => files.delete(`${folder}/rotations/1.txt`),
  },
  {
    name: 'an opening that names another predecessor',
    found: `opening-differs ${folder}/opened.json`,
    isInLog: true,
    forge: (files) =>
      editText(files, `${folder}/opened.json`, (text) =>
        text.replace('"predecessor":null', `"predecessor":{"origin":"x","root":"","size":1}`),
      ),
  },
  {
    name: 'an erasure invented',
    found: 'erasure-without-entry erased.ndjson: log 0, index 5',
    isInLog: false,
    forge: (files) => files.set('erased.ndjson', Buffer.from('{"by":4,"index":5,"log":0}\n')),
  },
];

/** A checkpoint of another history of the same log, signed by the same key, put among those of its past. */
export function forkHistory(files: Files, other: SampleLedger): void {
  files.set(`${folder}/checkpoints/9.txt`, Buffer.from(other.checkpoint(9)));
}

/** What a maker with the log's keys can do: list the forged files anew and sign the list. */
export function signAgain(files: Files, ledger: SampleLedger): Files {
  const { manifest } = parseManifest(files.get('MANIFEST.dsse.json')?.toString() ?? '');
  const names = [...files.keys()].filter((name) => !name.startsWith('MANIFEST')).toSorted();
  const listed = names.map((name) => {
    const content = files.get(name) ?? Buffer.alloc(0);
    return { name, sha256: createHash('sha256').update(content).digest('hex') };
  });
  const { payload, message } = manifestPayload({ ...manifest, files: listed });
  return files.set('MANIFEST.dsse.json', Buffer.from(formatManifest(payload, ledger.sign(message))));
}

/** Changes one file; throws when that changes nothing, since a test of it would prove nothing. */
export function editText(files: Files, name: string, change: (text: string) => string): void {
  const before = contentOf(files, name).toString();
  const after = change(before);
  if (after === before) throw new Error(`the forgery changed nothing in \`${name}\``);
  files.set(name, Buffer.from(after));
}

/** A small linear congruential generator, so that a failure can be repeated. */
export function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function editEntries(files: Files, change: (entries: readonly string[]) => readonly string[]): void {
  const entries = decodeBundle(contentOf(files, bundle)).map(textOfUtf8);
  files.set(bundle, Buffer.from(encodeBundle(change(entries).map(utf8))));
}

function contentOf(files: Files, name: string): Buffer {
  const content = files.get(name);
  if (content === undefined) throw new Error(`there is no \`${name}\` to forge`);
  return content;
}

function changeLastSignature(text: string): string {
  return text.replace(
    /(.)(.{4})\n$/,
    (_, letter: string, rest: string) => `${letter === 'A' ? 'B' : 'A'}${rest}\n`,
  );
}

function sortLines(text: string): string {
  const indexOf = (line: string) => {
    const [, index, log] = /"index":(\d+),"log":(\d+)/.exec(line) ?? [];
    return Number(log) * 1_000_000 + Number(index);
  };
  return `${text
    .trimEnd()
    .split('\n')
    .toSorted((a, b) => indexOf(a) - indexOf(b))
    .join('\n')}\n`;
}
