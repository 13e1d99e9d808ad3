import { equalBytes } from './bytes.ts';
import { LedgerFormatError } from './ledger-format-error.ts';
import type { Sha256 } from './tree-hash.ts';
import { formatVkey, parseVkey, type Vkey } from './vkey.ts';

/** Whom to trust (c2sp.org/tlog-policy): the logs, the witnesses, and how many of them it takes. */
export type TlogPolicy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** A group stands after the groups it holds. */
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or a group; null where the policy says `none`. */
  readonly quorum: string | null;
};

/** The key's name is the log's origin. */
export type PolicyLog = { readonly vkey: Vkey; readonly url: string | null };

/** `name` has a meaning in the policy only; it need not be that of the key. */
export type PolicyWitness = { readonly name: string; readonly vkey: Vkey; readonly url: string | null };

/** Has witnessed a checkpoint when `threshold` of its members have. */
export type PolicyGroup = {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
};

/** A policy, in characters, and how many logs, witnesses and groups it may list of each. */
export const POLICY_SIZE_MAX_CHARACTERS = 1_000_000;
export const POLICY_LISTED_MAX = 256;

/** Reads a policy. Refuses what names anything twice or before it is defined, and whatever is not exactly a policy's line. */
export function parsePolicy(hash: Sha256, text: string): TlogPolicy {
  if (text.length > POLICY_SIZE_MAX_CHARACTERS) throw tooLarge();
  if (!text.isWellFormed() || !/^[\t\n\x20-\x7e\x80-\u{10ffff}]*$/u.test(text)) {
    throw policyError('policy holds control characters or is not Unicode');
  }
  const draft: Draft = { logs: [], witnesses: [], groups: [], quorums: [], members: new Set() };
  for (const line of text.split('\n')) {
    const items = line.split(/[ \t]/).filter((item) => item !== '');
    const [keyword, ...values] = items;
    if (keyword === undefined || keyword.startsWith('#')) continue;
    const read = readers.get(keyword);
    if (read === undefined) throw policyError('line does not begin with log, witness, group or quorum');
    read(hash, draft, values);
  }
  const [quorum, ...more] = draft.quorums;
  if (quorum === undefined || more.length > 0) throw policyError('policy does not have exactly one quorum');
  const { logs, witnesses, groups } = draft;
  return { logs, witnesses, groups, quorum: quorum === noQuorum ? null : quorum };
}

/** Writes a policy as `parsePolicy` reads it. */
export function formatPolicy(hash: Sha256, policy: TlogPolicy): string {
  const lines = [
    ...policy.logs.map(({ vkey, url }) => ['log', formatVkey(vkey), url ?? '']),
    ...policy.witnesses.map(({ name, vkey, url }) => ['witness', name, formatVkey(vkey), url ?? '']),
    ...policy.groups.map(({ name, threshold, members }) => ['group', name, String(threshold), ...members]),
    ['quorum', policy.quorum ?? noQuorum],
  ];
  if (lines.flat().some((item) => /[\t\n ]/.test(item)))
    throw policyError('name or address holds white space');
  const text = lines.map((items) => `${items.join(' ').trimEnd()}\n`).join('');
  parsePolicy(hash, text);
  return text;
}

const noQuorum = 'none';

/** What the lines above have defined. */
type Draft = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  readonly quorums: string[];
  /** Every name that is a member already. */
  readonly members: Set<string>;
};

type LineReader = (hash: Sha256, draft: Draft, items: readonly string[]) => void;

const readers: ReadonlyMap<string, LineReader> = new Map([
  ['log', readLog],
  ['witness', readWitness],
  ['group', readGroup],
  ['quorum', readQuorum],
]);

function readLog(hash: Sha256, { logs, witnesses }: Draft, items: readonly string[]): void {
  const [vkeyText, url = null, ...rest] = items;
  if (vkeyText === undefined || rest.length > 0) throw policyError('log is not a key and an address');
  const vkey = parseVkey(hash, vkeyText);
  if (vkey.type === 'cosignature') throw policyError('key of a log is one of a witness');
  addListed(logs, { vkey, url }, witnesses);
}

function readWitness(hash: Sha256, draft: Draft, items: readonly string[]): void {
  const [name, vkeyText, url = null, ...rest] = items;
  if (name === undefined || vkeyText === undefined || rest.length > 0) {
    throw policyError('witness is not a name, a key and an address');
  }
  assertNewName(draft, name);
  const vkey = parseVkey(hash, vkeyText);
  if (vkey.type === 'note') throw policyError('key of a witness is one of a log');
  addListed(draft.witnesses, { name, vkey, url }, draft.logs);
}

/** One list never holds a key twice, under whatever name; and a signature line must say which key of both it means. */
function addListed<T extends { readonly vkey: Vkey }>(
  listed: T[],
  added: T,
  others: readonly { readonly vkey: Vkey }[],
): void {
  const isTwice = listed.some(({ vkey }) => equalBytes(vkey.publicKey, added.vkey.publicKey));
  const { name, keyId } = added.vkey;
  const isUnclear = [...listed, ...others].some(({ vkey }) => vkey.name === name && vkey.keyId === keyId);
  if (isTwice || isUnclear) throw policyError('key is listed twice');
  addTo(listed, added);
}

function readGroup(_hash: Sha256, draft: Draft, [name, count, ...members]: readonly string[]): void {
  if (name === undefined || count === undefined || members.length === 0) {
    throw policyError('group is not a name, a number and members');
  }
  assertNewName(draft, name);
  for (const member of members) {
    if (!isDefined(draft, member)) throw policyError('member of a group is not defined before it');
    if (draft.members.has(member)) throw policyError('name is a member twice');
    draft.members.add(member);
  }
  addTo(draft.groups, { name, threshold: thresholdOf(count, members.length), members });
}

function thresholdOf(count: string, members: number): number {
  if (count === 'all') return members;
  if (count === 'any') return 1;
  const threshold = /^[1-9]\d{0,2}$/.test(count) ? Number(count) : Number.NaN;
  if (!(threshold <= members)) throw policyError('group does not ask for 1 up to all of its members');
  return threshold;
}

function readQuorum(_hash: Sha256, draft: Draft, [name, ...rest]: readonly string[]): void {
  if (name === undefined || rest.length > 0) throw policyError('quorum is not one name');
  if (name !== noQuorum && !isDefined(draft, name)) throw policyError('quorum is not defined before it');
  draft.quorums.push(name);
}

function assertNewName(draft: Draft, name: string): void {
  if (name === noQuorum || isDefined(draft, name)) throw policyError('name is taken');
}

function isDefined({ witnesses, groups }: Draft, name: string): boolean {
  return [...witnesses, ...groups].some((defined) => defined.name === name);
}

function addTo<T>(listed: T[], added: T): void {
  if (listed.length === POLICY_LISTED_MAX) throw tooLarge();
  listed.push(added);
}

function tooLarge(): LedgerFormatError {
  return new LedgerFormatError('too-large', 'policy is too large');
}

function policyError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-policy', message);
}
