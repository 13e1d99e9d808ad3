#!/usr/bin/env node
/**
 * Verifies the logs of a Daybook audit package or log archive with nothing but Node 20 or later:
 *   node verify.mjs <package.zip | folder> [--checkpoint FILE] [--policy FILE]
 * Take it from the project's releases, never from inside a package. It rebuilds every log and compares tiles, roots,
 * signatures, rotations, the chain of logs and proofs. Exit code 0: all is well, 1: it is not, 2: could not look.
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const elsewhere = 'checkpoint from elsewhere';
const [problems, notes] = [new Set(), []];
const wrong = (where, what) => problems.add(`${where}: ${what}`);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
function refuse(reason) {
  throw new Error(reason);
}
const base64Of = (bytes) => bytes.toString('base64');
const base64 = (text, bytes = Buffer.from(text, 'base64')) =>
  base64Of(bytes) === text ? bytes : refuse('base64 is not in its one form');
function attempt(where, work) {
  try {
    return work();
  } catch (error) {
    return void wrong(where, error.message);
  }
}
const read = (files, name) => (files.get(name) ?? refuse(`\`${name}\` is missing`))();
const readText = (files, name) => read(files, name).toString();

function openFolder(path) {
  const names = readdirSync(path, { recursive: true }).filter((name) => statSync(join(path, name)).isFile());
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), () => readFileSync(join(path, name))]));
}
function openZip(path) {
  const zip = readFileSync(path);
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== 0x06054b50) refuse('it is no zip that ends in its directory');
  const files = new Map();
  for (let at = zip.readUInt32LE(end + 16); at < end; ) {
    const isStored = zip.readUInt32LE(at) === 0x02014b50 && zip.readUInt16LE(at + 10) === 0;
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, nameEnd);
    if (!isStored || files.has(name)) refuse(`\`${name}\` is damaged, compressed or there twice`);
    const [start, bytes] = [zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 24)];
    const begin = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    files.set(name, () => zip.subarray(begin, begin + bytes));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function parseKey(text) {
  const [, name, id, rest] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? refuse('it is no key');
  const typed = base64(rest);
  const isKnown = typed.length === 33 && (typed[0] === 1 || typed[0] === 4);
  if (!isKnown || sha256(name, '\n', typed).toString('hex', 0, 4) !== id) refuse('it is no verifier key');
  const key = { kty: 'OKP', crv: 'Ed25519', x: typed.toString('base64url', 1) };
  return { text, name, id, isWitness: typed[0] === 4, key: createPublicKey({ key, format: 'jwk' }) };
}

/** The note's text and which of these keys signed it; a false signature by one of them condemns the note. */
function openNote(note, keys) {
  const split = note.lastIndexOf('\n\n') + 1;
  const [text, lines, signedBy] = [note.slice(0, split), note.slice(split + 1), new Set()];
  if (split === 0 || !/^(\u2014 \S+ \S+\n)+$/.test(lines)) refuse('it is no signed note');
  for (const [, name, signature] of lines.matchAll(/\u2014 (\S+) (\S+)/g)) {
    const bytes = base64(signature);
    const known = keys.find((each) => each.name === name && each.id === bytes.toString('hex', 0, 4));
    if (known === undefined) continue;
    const start = known.isWitness ? `cosignature/v1\ntime ${bytes.readBigUInt64BE(4)}\n` : '';
    const isTrue = verify(null, Buffer.from(start + text), known.key, bytes.subarray(start === '' ? 4 : 12));
    signedBy.add(isTrue ? known.text : refuse(`the signature by ${name} is false`));
  }
  return { text, signedBy };
}
function readCheckpoint(note, keys) {
  const { text, signedBy } = openNote(note, keys);
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n(\S{44})\n$/.exec(text) ?? refuse('it is no checkpoint');
  return { note, signedBy, origin: match[1], size: Number(match[2]), root: match[3] };
}

/** The log's first key, and each to which the one before it handed over. */
function readKeys(files, folder, origin) {
  const keys = [parseKey(readText(files, `${folder}vkey`).slice(0, -1))];
  for (let n = 1; files.has(`${folder}rotations/${n}.txt`); n += 1) {
    const { text, signedBy } = openNote(readText(files, `${folder}rotations/${n}.txt`), keys);
    const next = text.startsWith(`daybook key rotation\n${origin}\n`) && text.split('\n')[2];
    keys.push(signedBy.has(keys.at(-1).text) ? parseKey(next) : refuse(`rotation ${n} is not signed`));
  }
  return keys.every(({ name }) => name === origin) ? keys : refuse('a key is not named after the log');
}

const splitOf = (n) => 2 ** (Math.ceil(Math.log2(n)) - 1); // RFC 6962: the largest power of two below n
function tileName(folder, level, n, width) {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  return `${folder}tile/${level}/${digits.replace(/\d{3}(?!$)/g, 'x$&/')}${width === 256 ? '' : `.p/${width}`}`;
}

function checkEntry(log, index, bytes) {
  const where = `${log.origin}, entry ${index}`;
  const { id, type, recordedAt, payload } = attempt(where, () => JSON.parse(bytes)) ?? {};
  if (log.ids.has(id)) wrong(where, 'it is there twice');
  if (!(recordedAt >= log.lastRecordedAt)) wrong(where, 'it was recorded before the entry in front of it');
  if ((type === 'log.opened@1') !== (index === 0)) wrong(where, 'only its first entry opens a log');
  if (index === 0) log.openedCommit = payload?.commit;
  if (type === 'key.rotated@1') log.rotatedAt.push(index);
  log.ids.add(id);
  log.lastRecordedAt = recordedAt;
}

function readLeaves(files, log, n) {
  const width = Math.min(256, log.size - n * 256);
  const bundle = read(files, tileName(log.folder, 'entries', n, width));
  const hashes = [];
  let at = 0;
  for (; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    const entry = bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at));
    checkEntry(log, n * 256 + hashes.length, entry);
    hashes.push(sha256('\0', entry));
  }
  return at === bundle.length && hashes.length === width
    ? Buffer.concat(hashes)
    : refuse('a bundle is damaged');
}

/** Compares each tile with the entries; answers a function that gives the tree hash over the leaves `from` to `to`. */
function rebuild(files, log, { folder, size } = log) {
  const leaves = Array.from({ length: Math.ceil(size / 256) }, (_, n) => readLeaves(files, log, n));
  const known = new Map();
  const treeHash = (from, to) => {
    if (from === to) return sha256('');
    if (to - from === 1) return leaves[Math.floor(from / 256)].subarray((from % 256) * 32).subarray(0, 32);
    const middle = from + splitOf(to - from);
    const hash = known.get(`${from} ${to}`) ?? sha256('\x01', treeHash(from, middle), treeHash(middle, to));
    if (to - from >= 256) known.set(`${from} ${to}`, hash);
    return hash;
  };
  for (let [level, width] = [0, 1]; width <= size; level += 1, width *= 256) {
    for (let first = 0; first + width <= size; first += 256 * width) {
      const count = Math.min(256, Math.floor((size - first) / width));
      const name = tileName(folder, level, first / width / 256, count);
      const hashOf = (_, i) => treeHash(first + i * width, first + (i + 1) * width);
      const tile = Buffer.concat(Array.from({ length: count }, hashOf));
      attempt(name, () => read(files, name).equals(tile) || refuse('it is not the tile of these entries'));
    }
  }
  return treeHash;
}

function readLog(files, folder, { outside, policy }) {
  const { origin, size } = readCheckpoint(readText(files, `${folder}checkpoint`), []);
  const log = { folder, origin, size, ids: new Set(), rotatedAt: [], lastRecordedAt: '' };
  const keys = readKeys(files, folder, origin);
  const treeHash = rebuild(files, log);
  const check = (name, note) => {
    const claim = readCheckpoint(note, [...keys, ...policy.witnesses]);
    const signer = keys[log.rotatedAt.filter((index) => index < claim.size).length];
    if (!claim.signedBy.has(signer?.text)) wrong(name, 'it is not signed by the key the log had then');
    if (claim.origin !== origin || claim.size > size) wrong(name, 'it is newer than this log, or of another');
    else if (base64Of(treeHash(0, claim.size)) !== claim.root) wrong(name, 'FORK: it names other entries');
    return claim;
  };
  const noteName = /(^|\/)(checkpoint|checkpoints\/\d+\.txt|anchors\/\d+-witness-\d+\.txt)$/;
  const names = [...files.keys()].filter((name) => name.startsWith(folder) && noteName.test(name));
  const claims = names.flatMap((name) => attempt(name, () => check(name, readText(files, name))) ?? []);
  if (outside?.origin === origin) attempt(elsewhere, () => check(elsewhere, outside.note));
  if (keys.length !== log.rotatedAt.length + 1) wrong(folder, 'a rotation is left out or invented');
  const { payload, salt } = JSON.parse(readText(files, `${folder}opened.json`));
  const commit = createHmac('sha256', base64(salt)).update(JSON.stringify(payload)).digest('base64');
  const isOwn = payload.origin === origin && payload.verifierKey === keys[0].text;
  if (commit !== log.openedCommit || !isOwn) wrong(`${folder}opened.json`, 'the first entry says otherwise');
  notes.push(`${origin}: ${size} entries, root ${base64Of(treeHash(0, size))}`);
  return { ...payload, ...log, keys, claims, treeHash, root: base64Of(treeHash(0, size)) };
}

function checkProof(text, logs) {
  const form = /^c2sp\.org\/tlog-proof@v1\n(?:extra \S+\n)?index (\d+)\n((?:\S{44}\n)*)\n/;
  const [head, index, hashes] = form.exec(text) ?? refuse('it is no proof');
  const log = logs.find(({ claims }) => claims.some(({ note }) => head + note === text));
  const line = (from, to) => `${base64Of(log.treeHash(from, to))}\n`;
  const pathTo = (from, to, middle = from + splitOf(to - from)) => {
    if (to - from === 1) return '';
    return index < middle ? pathTo(from, middle) + line(middle, to) : pathTo(middle, to) + line(from, middle);
  };
  if (!(index < log?.size) || pathTo(0, log.size) !== hashes) refuse('it is not the path of this entry');
}

/** Each log names the head of the one before it, so the newest vouches for all. */
function newestOf(logs) {
  for (const { origin, predecessor: before, firstPosition, forked: fork } of logs) {
    const named = logs.find((log) => log.origin === before?.origin);
    const isSame = named?.size === before?.size && named?.root === before?.root;
    if (before && !named) notes.push(`${origin} continues ${before.origin}, which is not here`);
    else if (!isSame) wrong(origin, `it continues another ${before.origin} than the one here`);
    if (fork) notes.push(`FORK: ${origin} follows ${fork.foundSize} entries, ${fork.knownSize} were known`);
    else if (named && firstPosition !== named.firstPosition + named.size) wrong(origin, 'it leaves a gap');
  }
  const newest = logs.filter(({ origin }) => !logs.some(({ predecessor }) => predecessor?.origin === origin));
  return newest.length === 1 ? newest[0] : refuse('they are not one chain');
}

function parsePolicy(text) {
  const lines = text.split('\n').map((line) => line.trim().split(/[ \t]+/));
  const of = (kind) => lines.filter(([first]) => first === kind).map(([, ...words]) => words);
  const isMet = (name, signedBy) => {
    const [, vkey] = of('witness').find(([each]) => each === name) ?? [];
    if (vkey || name === 'none') return name === 'none' || signedBy.has(vkey);
    const [, least, ...members] = of('group').find(([each]) => each === name) ?? refuse(`what is ${name}?`);
    const count = { any: 1, all: members.length }[least] ?? Number(least);
    return members.filter((each) => isMet(each, signedBy)).length >= count;
  };
  const [[quorum]] = of('quorum');
  const logs = of('log').map((words) => parseKey(words[0]).text);
  const witnesses = of('witness').map((words) => parseKey(words[1]));
  return { logs, witnesses, isMet: (signedBy) => isMet(quorum, signedBy) };
}
function checkPolicy(policy, { origin, keys, claims }) {
  const by = (size) => new Set(claims.flatMap((each) => (each.size === size ? [...each.signedBy] : [])));
  const size = Math.max(...claims.map((each) => each.size).filter((each) => policy.isMet(by(each))));
  if (!keys.some(({ text }) => policy.logs.includes(text))) refuse(`it names no key of ${origin}`);
  notes.push(size < 0 ? refuse('too few witnesses') : `as the policy asks: ${size} entries of ${origin}`);
}

try {
  const options = { checkpoint: { type: 'string' }, policy: { type: 'string' } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const policy = parsePolicy(values.policy ? readFileSync(values.policy, 'utf8') : 'quorum none');
  const outside = values.checkpoint ? readCheckpoint(readFileSync(values.checkpoint, 'utf8'), []) : null;
  const open = statSync(positionals[0]).isDirectory() ? openFolder : openZip;
  const files = attempt('package', () => open(positionals[0])) ?? new Map();
  const folderOf = (name) => /^(log\/[0-9a-f]{64}\/|)checkpoint$/.exec(name)?.[1] ?? [];
  const logOf = (folder) => attempt(folder, () => readLog(files, folder, { outside, policy })) ?? [];
  const logs = [...files.keys()].flatMap(folderOf).flatMap(logOf);
  for (const name of files.keys())
    if (name.endsWith('.tlog-proof')) attempt(name, () => checkProof(readText(files, name), logs));
  const newest = attempt('the logs', () => newestOf(logs));
  if (outside) notes.push(`held against a ${elsewhere}: ${outside.size} entries of ${outside.origin}`);
  if (outside && !logs.some((log) => log.origin === outside.origin)) wrong(elsewhere, 'its log is missing');
  if (values.policy && newest) attempt('policy', () => checkPolicy(policy, newest));
  else if (!outside) notes.push(`valid only against the key it contains: ${newest?.keys.at(-1).text ?? '-'}`);
  if (problems.size === 0) notes.push('nothing is wrong with the logs; payloads and claims: NOT checked');
  console.log([...notes, ...[...problems].map((problem) => `WRONG  ${problem}`)].join('\n'));
  process.exitCode = problems.size === 0 ? 0 : 1;
} catch (error) {
  console.error(`could not look: ${error.message}`);
  process.exitCode = 2;
}
