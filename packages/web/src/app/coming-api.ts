import type { DaybookClient } from '@daybook/client';
import type { Client } from 'openapi-fetch';

/** Answers of routes the generated description does not hold yet. */

export type Rung = 0 | 1 | 2 | 3;
export type TargetKind = 'witness' | 'timestamp' | 'mail';

export type Standing = {
  state: 'open' | 'forked' | 'unguarded';
  fork: {
    knownBy: string;
    knownSize: number;
    knownRoot: string | null;
    knownAt: string | null;
    foundSize: number;
    foundRoot: string;
  } | null;
  guardedAt: string | null;
  sentence: string | null;
};
export type LogKey = {
  verifierKey: string;
  keyId: string;
  since: number;
  until: number | null;
  signs: boolean;
};
export type LogRow = {
  id: string;
  year: number;
  origin: string;
  firstPosition: number;
  size: number;
  root: string;
  openedAt: string;
  state: 'open' | 'closed' | 'forked';
  predecessor: { origin: string; size: number } | null;
  lastCheckpointAt: string | null;
};
export type AnchorTarget = {
  id: string;
  kind: TargetKind;
  name: string;
  address: string;
  verifierKey: string | null;
  state: 'never' | 'ok' | 'failing';
  lastAt: string | null;
  problem: string | null;
};
export type Anchor = {
  size: number;
  kind: TargetKind;
  by: string;
  at: string;
  takenAt: string;
  position: number;
};
export type Anchors = {
  rung: Rung;
  sentence: string;
  newestAt: string | null;
  isOverdue: boolean;
  targets: AnchorTarget[];
  items: Anchor[];
  nextCursor: string | null;
};
export type AnchorRun = {
  results: { target: string; state: 'never' | 'ok' | 'failing'; problem: string | null; size: number }[];
};
export type Bracket = {
  after: { at: string; by: string; position: number } | null;
  before: { at: string; by: string; size: number } | null;
  rung: Rung;
};
export type LegalBasis =
  | 'gdpr-art-17-1-a'
  | 'gdpr-art-17-1-b'
  | 'gdpr-art-17-1-c'
  | 'gdpr-art-17-1-d'
  | 'gdpr-art-17-1-e'
  | 'gdpr-art-17-1-f'
  | 'contract'
  | 'retention-end'
  | 'other-law';
export type Erasure = {
  id: string;
  state: 'requested' | 'approved' | 'declined' | 'held';
  subject: string | null;
  subjectName: string | null;
  positions: number;
  legalBasis: LegalBasis;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  hold: string | null;
  entries: number[];
  isMine?: boolean;
};
export type ErasureDetail = Erasure & {
  affects: { payloads: number; items: number; controls: { id: string; title: string; items: number }[] };
};
export type HoldScope =
  | { kind: 'all' }
  | { kind: 'subject'; subject: string }
  | { kind: 'population'; population: string; scope: string };
export type Hold = {
  id: string;
  scope: HoldScope;
  reason: string;
  placedBy: string;
  placedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  state: string;
  isMine?: boolean;
};
export type Subject = { subject: string; name: string | null; email: string | null; login: string | null };
export type LedgerHealth = {
  clock: {
    state: 'ok' | 'skewed' | 'unknown';
    skewSeconds: number | null;
    comparedWith: string | null;
    at: string | null;
    sentence: string;
  };
  gaps: { connection: string; name: string; from: string; to: string; hours: number; reason: string }[];
  late: {
    connection: string;
    name: string;
    entries: number;
    late: number;
    medianLagSeconds: number;
    sentence: string;
  }[];
};
export type Projection = {
  size: number;
  digest: string;
  recordedAt: string;
  position: number;
  facts: number;
};
export type Replay = {
  size: number;
  digest: string;
  expected: string | null;
  equal: boolean | null;
  facts: number;
};
export type StorageNotes = { keys: 'file' | 'database'; sentences: string[] };
export type AsKnown = { asKnown?: { position: number; recordedAt: string | null } | null };

type W = { workspace: string };
type Answer<Body> = { responses: { 200: { headers: object; content: { 'application/json': Body } } } };
type Query<Path, Fields> = { parameters: { query?: Fields; header?: never; path: Path; cookie?: never } };
type Read<Path, Body, Fields = never> = { get: Query<Path, Fields> & Answer<Body> };
type Sent<Path, Input, Body> = {
  post: Query<Path, never> & { requestBody: { content: { 'application/json': Input } } } & Answer<Body>;
};
type List<Item> = { items: Item[]; nextCursor: string | null };
type Moment = { knownAt?: string; trueAt?: string };

type Erased = { erased?: { items: number; of: number } };

type ComingPaths = {
  '/api/workspaces/{workspace}/controls': { get: Answer<{ items: Erased[] }> };
  '/api/workspaces/{workspace}/controls/{control}': { get: Answer<Erased> };
  '/api/workspaces/{workspace}/ledger': Read<W, { keys: LogKey[]; standing: Standing }>;
  '/api/workspaces/{workspace}/ledger/logs': Read<W, { items: LogRow[] }>;
  '/api/workspaces/{workspace}/ledger/rotate-key': Sent<W, Record<string, never>, { verifierKey: string }>;
  '/api/workspaces/{workspace}/ledger/close-fork': Sent<
    W,
    { reason: string },
    { report: string; log: { id: string; origin: string } }
  >;
  '/api/workspaces/{workspace}/ledger/anchors': Read<W, Anchors, { cursor?: string }>;
  '/api/workspaces/{workspace}/ledger/anchor-targets': Sent<
    W,
    { kind: TargetKind; name: string; address: string; verifierKey?: string; rootCertificates?: string },
    AnchorTarget
  >;
  '/api/workspaces/{workspace}/ledger/anchor-targets/{target}': {
    delete: Query<W & { target: string }, never> & Answer<object>;
  };
  '/api/workspaces/{workspace}/ledger/anchors/run': Sent<W, Record<string, never>, AnchorRun>;
  '/api/workspaces/{workspace}/ledger/entries': {
    get: {
      parameters: {
        query?: { search?: string; actor?: string; ref?: string; from?: string; to?: string };
      };
    } & Answer<{ searchedBackTo?: { position: number; recordedAt: string } | null }>;
  };
  '/api/workspaces/{workspace}/ledger/entries/{position}': {
    get: Answer<{
      bracket?: Bracket;
      payload: { erased?: { position: number; legalBasis: string; at: string } | null };
    }>;
  };
  '/api/workspaces/{workspace}/ledger/health': Read<W, LedgerHealth>;
  '/api/workspaces/{workspace}/ledger/projections': Read<W, List<Projection>>;
  '/api/workspaces/{workspace}/ledger/replay': Sent<W, { size?: number }, Replay>;
  '/api/workspaces/{workspace}/erasures': Read<W, List<Erasure>, { cursor?: string }> &
    Sent<W, { subject?: string; positions?: number[]; legalBasis: LegalBasis; reason: string }, Erasure>;
  '/api/workspaces/{workspace}/erasures/{erasure}': Read<W & { erasure: string }, ErasureDetail>;
  '/api/workspaces/{workspace}/erasures/{erasure}/approve': Sent<
    W & { erasure: string },
    Record<string, never>,
    Erasure
  >;
  '/api/workspaces/{workspace}/erasures/{erasure}/decline': Sent<
    W & { erasure: string },
    { reason: string },
    Erasure
  >;
  '/api/workspaces/{workspace}/holds': Read<W, List<Hold>> &
    Sent<W, { scope: HoldScope; reason: string }, Hold>;
  '/api/workspaces/{workspace}/holds/{hold}/lift': Sent<W & { hold: string }, { reason: string }, Hold>;
  '/api/workspaces/{workspace}/subjects': Read<W, { items: Subject[] }, { search?: string }>;
  '/api/workspaces/{workspace}/storage-notes': Read<W, StorageNotes>;
  '/api/workspaces/{workspace}/populations': { get: { parameters: { query?: Moment } } & Answer<AsKnown> };
  '/api/workspaces/{workspace}/populations/items': {
    get: { parameters: { query?: Moment } } & Answer<AsKnown>;
  };
  '/api/workspaces/{workspace}/item': { get: { parameters: { query?: Moment } } & Answer<AsKnown> };
};

type KnownPaths = DaybookClient extends Client<infer Paths> ? Paths : never;

export type ComingClient = Client<KnownPaths & ComingPaths>;

export type ErasedShare = Erased;

export type ComingEntry = {
  readonly bracket?: Bracket;
  readonly payload: { readonly erased?: { position: number; legalBasis: string; at: string } | null };
};
