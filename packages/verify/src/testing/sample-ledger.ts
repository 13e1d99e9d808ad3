import { createHash } from 'node:crypto';
import {
  base64Of,
  canonicalize,
  commit,
  cosignedMessage,
  type DsseSignature,
  formatCheckpoint,
  formatSignatureLine,
  formatVkey,
  joinCosignature,
  leafHash,
  type NoteSigner,
  parseCheckpoint,
  parseNote,
  prepareEntry,
  rootOfLeaves,
  rotationText,
  roundedSize,
  signNote,
  utf8,
} from '@daybook/ledger';
import { createNoteSigner, hmacSha256, sha256 } from '@daybook/ledger/node';
import type { PackageLog, PackageSource, StoredEntry } from '../build/package-source.ts';
import { dsseKeyId } from '../format/manifest.ts';

export const sampleOrigin = 'daybook.example/acme/2026';
const people = ['1', '2', '3'].map((digit) => `sub_0000000${digit}-0000-4000-8000-000000000000`);
const system = 'sub_00000000-0000-4000-8000-000000000000';

type Draft = { readonly type: string; readonly refs: readonly string[]; readonly payload?: unknown };

type LogSettings = {
  readonly keySeed?: number;
  readonly origin?: string;
  /** The log of the year before, which this one continues. */
  readonly predecessor?: SampleLedger;
  /** How many entries of the predecessor are known elsewhere: it is forked, and this log begins after all of them. */
  readonly knownElsewhere?: number;
  /** Begins after a gap and does not say why. */
  readonly hidesFork?: boolean;
};

/** A ledger in memory, entry by entry, with fixed times, ids and salts. */
export class SampleLedger {
  readonly entries: StoredEntry[] = [];
  /** When its next pull begins; each entry is a second later than the one before. */
  beginsAtMs = Date.UTC(2026, 2, 1, 12);
  readonly origin: string;
  readonly firstPosition: number;
  readonly predecessor: SampleLedger | null;
  /** The log's keys, oldest first, each with the number of entries from which on it signs. */
  readonly #keys: { readonly signer: NoteSigner; readonly since: number }[] = [];
  /** Sizes whose checkpoints packages show, beside those that are anchored. */
  readonly shownSizes: number[] = [];
  /** The tlog-policy that packages carry. */
  policy: string | null = null;

  constructor(settings: LogSettings = {}) {
    const { keySeed = 7, origin = sampleOrigin, predecessor, knownElsewhere, hidesFork = false } = settings;
    this.origin = origin;
    this.predecessor = predecessor ?? null;
    this.firstPosition =
      predecessor === undefined
        ? 0
        : predecessor.firstPosition + (knownElsewhere ?? predecessor.entries.length);
    const signer = createNoteSigner(origin, new Uint8Array(32).fill(keySeed));
    this.#keys.push({ signer, since: 0 });
    const before = predecessor && {
      origin: predecessor.origin,
      size: predecessor.entries.length,
      root: base64Of(predecessor.root()),
    };
    const forked = before &&
      knownElsewhere !== undefined &&
      !hidesFork && {
        forked: {
          ...{
            knownOrigin: before.origin,
            knownSize: knownElsewhere,
            knownRoot: null,
            knownBy: 'witness.example',
          },
          ...{ foundSize: before.size, foundRoot: before.root, report: 'a report' },
        },
      };
    const verifierKey = formatVkey(signer.vkey);
    const payload = {
      origin,
      firstPosition: this.firstPosition,
      verifierKey,
      predecessor: before ?? null,
      ...forked,
    };
    this.append({ type: 'log.opened@1', refs: [], payload });
  }

  append({ type, refs, payload }: Draft): string {
    const index = this.firstPosition + this.entries.length;
    const at = new Date(this.beginsAtMs + index * 1000).toISOString();
    const body = payload === undefined ? undefined : utf8(canonicalize(payload));
    const salt = createHash('sha256').update(`salt ${index}`).digest();
    const commitment = body === undefined ? '' : base64Of(commit(hmacSha256, salt, body));
    const committed = {
      alg: 'hmac-sha256',
      commit: commitment,
      mediaType: 'application/json',
      size: roundedSize(body?.length ?? 0),
    } as const;
    const draft = {
      actor: { id: system, kind: 'system' },
      id: `ent_${String(index).padStart(8, '0')}-0000-7000-8000-000000000000`,
      observedAt: at,
      occurredAt: null,
      refs,
      type,
      v: 1,
      ...(body === undefined ? {} : { payload: committed }),
    } as const;
    const text = prepareEntry(draft)(at);
    this.entries.push({
      text,
      payload: body === undefined ? { state: 'none' } : { state: 'present', salt, body },
    });
    return commitment;
  }

  checkpoint(size = this.entries.length): string {
    const leaves = this.entries.slice(0, size).map(({ text }) => leafHash(sha256, utf8(text)));
    const root = rootOfLeaves(sha256, leaves);
    const text = formatCheckpoint({ origin: this.origin, size, root, extensions: [] });
    return signNote(
      text,
      this.#keys.filter(({ since }) => since <= size).map(({ signer }) => signer),
    );
  }

  /** Signatures as a manifest carries them: by every key the log has had. */
  sign(message: Uint8Array): DsseSignature[] {
    return this.#keys.map(({ signer }) => ({
      keyId: dsseKeyId(signer.vkey),
      signature: signer.sign(message),
    }));
  }

  /** Hands over to another key, as `key.rotated@1` records it. */
  rotate(keySeed: number): void {
    const signer = createNoteSigner(this.origin, new Uint8Array(32).fill(keySeed));
    const old = this.#keys.at(-1)?.signer;
    const note = signNote(rotationText(this.origin, signer.vkey), old === undefined ? [] : [old]);
    const payload = { origin: this.origin, verifierKey: formatVkey(signer.vkey), note };
    this.append({ type: 'key.rotated@1', refs: [], payload });
    this.#keys.push({ signer, since: this.entries.length });
  }

  /** Has a witness cosign the checkpoint of `size` at this time, and writes its receipt down. */
  witness(
    cosigner: NoteSigner,
    { size, timeSeconds }: { readonly size: number; readonly timeSeconds: number },
  ): void {
    const { text } = parseNote(this.checkpoint(size));
    const ed25519 = cosigner.sign(cosignedMessage(timeSeconds, text));
    const { name, keyId } = cosigner.vkey;
    const line = formatSignatureLine({ name, keyId, signature: joinCosignature({ timeSeconds, ed25519 }) });
    this.receipt('witness', {
      size,
      by: name,
      at: new Date(timeSeconds * 1000).toISOString(),
      receipt: utf8(line),
    });
  }

  /** Writes down what a third party answered for the checkpoint of `size`. */
  receipt(
    kind: 'witness' | 'timestamp' | 'mail',
    told: { readonly size: number; readonly by: string; readonly at: string; readonly receipt: Uint8Array },
  ): void {
    const root = base64Of(parseCheckpoint(parseNote(this.checkpoint(told.size)).text).root);
    const payload = { ...told, origin: this.origin, root, kind, receipt: base64Of(told.receipt) };
    this.append({ type: 'anchor.receipt@1', refs: [], payload });
  }

  vkeys(): readonly string[] {
    return this.#keys.map(({ signer }) => formatVkey(signer.vkey));
  }

  source(): PackageSource {
    const chain = this.#chain();
    return {
      logs: chain.map((log) => log.#described()),
      entries: ({ origin }) => chain.find((log) => log.origin === origin)?.entries ?? [],
      policy: this.policy,
      history: ({ origin }, sizes) => {
        const log = chain.find((each) => each.origin === origin);
        const shown = new Set(
          [...(log?.shownSizes ?? []), ...sizes].filter((size) => size < (log?.entries.length ?? 0)),
        );
        return [...shown]
          .toSorted((a, b) => a - b)
          .map((size) => ({ size, note: log?.checkpoint(size) ?? '' }));
      },
      sign: (message) => this.sign(message),
    };
  }

  #chain(): SampleLedger[] {
    return this.predecessor === null ? [this] : [...this.predecessor.#chain(), this];
  }

  #described(): PackageLog {
    const { origin, firstPosition, entries } = this;
    const [vkey = ''] = this.vkeys();
    return { origin, firstPosition, size: entries.length, vkey, checkpoint: this.checkpoint() };
  }

  root(): Uint8Array {
    return parseCheckpoint(parseNote(this.checkpoint()).text).root;
  }
}

/** One record as a pull tells it; without a value it is gone. */
export type SampleRecord = { readonly key: string; readonly value?: unknown };
type Population = { readonly kind: string; readonly scope: string };
type Outcome = { readonly isComplete?: boolean; readonly known?: ReadonlyMap<string, string> };

/** Appends one pull of one population; `known` carries the items of earlier pulls. Answers the items after it. */
export function appendPull(
  ledger: SampleLedger,
  { kind, scope, records }: Population & { readonly records: readonly SampleRecord[] },
  { isComplete = true, known = new Map() }: Outcome = {},
): ReadonlyMap<string, string> {
  const connection = `con_${kind}`;
  const pull = `pul_${kind}-${ledger.entries.length}`;
  const items = new Map(known);
  for (const { key, value } of records) {
    const type = value === undefined ? 'record.gone@1' : 'record.observed@1';
    const payload =
      value === undefined ? { kind, scope, key, lastSeenAt: null } : { kind, scope, key, value };
    const commitment = ledger.append({ type, refs: [connection, pull], payload });
    if (value === undefined) items.delete(key);
    else items.set(key, commitment);
  }
  const observed = records.filter(({ value }) => value !== undefined);
  const lines = [...items]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, commitment]) => `${key}\t${commitment}\n`);
  const report = {
    kind,
    scope,
    query: `all of ${kind}`,
    items: items.size,
    added: observed.filter(({ key }) => !known.has(key)).length,
    changed: observed.filter(({ key }) => known.has(key)).length,
    closed: records.length - observed.length,
    rejected: isComplete ? 0 : 1,
    duplicates: 0,
    complete: isComplete,
    visible: true,
    reasons: isComplete ? [] : ['1 record could not be read'],
    pages: 1,
    first: null,
    last: null,
    sourceCount: items.size,
    gaps: [],
    snapshotDigest: createHash('sha256').update(lines.join('')).digest('hex'),
    attributes: {},
    maxGapHours: 24,
  };
  const startedAt = new Date(ledger.beginsAtMs).toISOString();
  const finishedAt = new Date(ledger.beginsAtMs + 30_000).toISOString();
  const payload = { connector: 'sample', startedAt, finishedAt, populations: [report] };
  ledger.append({ type: 'pull.completed@1', refs: [connection, pull], payload });
  return items;
}

export function sampleChange(
  number: number,
  signature: string,
  committedAt = '2026-02-10T08:00:00Z',
): SampleRecord {
  const sha = String(number).padStart(40, '0');
  const trailers = { reviewedBy: [], ackedBy: [], signedOffBy: [], reviewedOn: [], pullRequest: null };
  const person = people[0];
  const who = { author: person, committer: person };
  const value = {
    sha,
    title: 'A change',
    committedAt,
    ...who,
    parents: 1,
    signature,
    pullRequests: [],
    trailers,
  };
  return { key: sha, value };
}

export function sampleAccount(owner: number): SampleRecord {
  const holder = people[owner] ?? '';
  const told = {
    roles: [],
    isEnabled: true,
    hasMfa: true,
    canSignIn: true,
    lastSeenAt: null,
    createdAt: null,
  };
  return {
    key: `git/${holder}`,
    value: { system: 'git', holder, owner: holder, accountKind: 'human', ...told },
  };
}

export function samplePerson(number: number): SampleRecord {
  const person = people[number] ?? '';
  const value = {
    person,
    employer: null,
    manager: null,
    role: null,
    startsOn: null,
    endsOn: null,
    isActive: true,
  };
  return { key: person, value };
}

/** Four changes, three of them in the window, two accounts and one person: one change and one account fail. */
export function sampleLedger(keySeed?: number): SampleLedger {
  const ledger = new SampleLedger(keySeed === undefined ? {} : { keySeed });
  for (const [i, subject] of people.entries()) {
    const payload = { subject, identity: { name: `Person ${i + 1}` } };
    ledger.append({ type: 'identity.recorded@1', refs: [subject], payload });
  }
  ledger.append({ type: 'member.added@1', refs: [], payload: { role: 'owner' } });
  const changes = [
    sampleChange(1, 'pgp'),
    sampleChange(2, 'none'),
    sampleChange(3, 'unknown'),
    sampleChange(4, 'none', '2025-12-31T23:59:59Z'),
  ];
  appendPull(ledger, { kind: 'change', scope: 'git.example/acme', records: changes });
  appendPull(ledger, {
    kind: 'account',
    scope: 'git.example',
    records: [sampleAccount(0), sampleAccount(1)],
  });
  appendPull(ledger, { kind: 'person', scope: 'people', records: [samplePerson(0)] });
  return ledger;
}
