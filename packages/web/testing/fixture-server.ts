import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import * as access from './access-fixtures.ts';
import * as directories from './directory-fixtures.ts';
import * as disclosure from './disclosure-fixtures.ts';
import * as erasing from './erasure-fixtures.ts';
import * as federation from './federation-fixtures.ts';
import * as sources from './fixtures.ts';
import * as judgements from './judgement-fixtures.ts';
import * as keys from './key-fixtures.ts';
import * as leaving from './leaver-fixtures.ts';
import * as anchoring from './ledger-fixtures.ts';
import * as records from './record-fixtures.ts';
import * as registers from './register-fixtures.ts';
import * as reviewing from './review-fixtures.ts';
import * as rights from './rights-fixtures.ts';
import { account, memberSessions, notEnrolledAccount, ownSessions } from './sign-in-fixtures.ts';
import * as trails from './trail-fixtures.ts';
import * as sights from './visibility-fixtures.ts';
import * as working from './work-fixtures.ts';

const fixtures = {
  ...sources,
  ...judgements,
  ...records,
  ...anchoring,
  ...disclosure,
  ...keys,
  ...erasing,
  ...rights,
  ...trails,
  ...directories,
  ...federation,
  ...access,
  ...sights,
  ...leaving,
  ...reviewing,
  ...registers,
  ...working,
};

/** The state of the whole world a page is shown in. */
export type Scenario =
  | 'full'
  | 'empty'
  | 'running'
  | 'failed'
  | 'tampered'
  | 'waiting'
  | 'broken'
  | 'forbidden'
  | 'forked'
  | 'overdue'
  | 'erased'
  | 'keyless'
  | 'reader'
  | 'not-enrolled'
  | 'signed-out'
  | 'needs-setup';

export type FixtureServer = AsyncDisposable & {
  readonly url: string;
  show(scenario: Scenario): void;
  /** Writes entries into the ledger of the full scenario and says so to everyone who follows. */
  append(count: number): void;
};

const dist = join(import.meta.dirname, '../dist');
/** The nonce as the built page holds it before the product's server has put its own there. */
const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-nonce-of-this-answer'; img-src 'self' data:";
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built app and answers its calls as one scenario says; no database, no product server. */
export async function startFixtureServer(): Promise<FixtureServer> {
  let scenario: Scenario = 'full';
  let appended = 0;
  const followers = new Set<ServerResponse>();
  const files = readApp();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fixture.test');
    response.setHeader('content-security-policy', contentPolicy);
    if (pathname.endsWith('/live')) follow(response, followers);
    else if (pathname.startsWith('/api/')) answer(pathname, scenario, response, appended);
    else sendFile(pathname, files, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fixture server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    show: (next) => {
      scenario = next;
      appended = 0;
    },
    append: (count) => {
      appended += count;
      for (const follower of followers) follower.write(`data: ${JSON.stringify({ topic: 'ledger' })}\n\n`);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function follow(response: ServerResponse, followers: Set<ServerResponse>): void {
  followers.add(response);
  response.on('close', () => followers.delete(response));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': here\n\n');
}

function answer(path: string, scenario: Scenario, response: ServerResponse, appended: number): void {
  const isSession = path === '/api/session';
  if (!isSession && scenario === 'waiting') return;
  const body = bodyOf(path, scenario, appended);
  if (!isSession && scenario === 'broken') refuse(response, 500, 'internal');
  else if (!isSession && scenario === 'forbidden') refuse(response, 403, 'forbidden');
  else if (body === undefined) refuse(response, 404, 'not-found');
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const error = { code, message: 'something went wrong on our side', hint: 'try again' };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
}

function bodyOf(path: string, scenario: Scenario, appended: number): unknown {
  if (path === '/api/session') return sessionIn(scenario);
  if (path === '/api/connectors') return fixtures.connectors;
  if (path === '/api/account') return scenario === 'not-enrolled' ? notEnrolledAccount : account;
  if (path === '/api/account/passkeys') return fixtures.passkeys;
  if (path === '/api/account/sessions') return { items: ownSessions, nextCursor: null };
  if (path === '/api/leave-form') return scenario === 'empty' ? undefined : { name: 'Example Ltd' };
  const local = path.replace('/api/workspaces/default', '');
  const special = specialBodies[scenario];
  if (special !== undefined && local in special) return special[local];
  if (local === '/ledger/entries') return entriesWith(appended);
  if (local.startsWith('/pulls/')) return pullIn(scenario);
  if (local === '/erasures/preview') return fixtures.erasurePreview;
  if (local.startsWith('/erasures/')) {
    return fixtures.erasureDetails.find(({ id }) => local === `/erasures/${id}`);
  }
  if (local.startsWith('/ledger/entries/')) return entryIn(scenario);
  return bodies[local];
}

function entryIn(scenario: Scenario): unknown {
  const { entry } = fixtures;
  if (scenario === 'tampered') return { ...entry, text: entry.text.replace('system', 'person') };
  if (scenario === 'forked') return { ...entry, bracket: { after: null, before: null, rung: 0 } };
  if (scenario === 'keyless') {
    return { ...entry, payload: { state: 'unreadable', json: null, erasedBy: null } };
  }
  if (scenario !== 'erased') return entry;
  const payload = { state: 'erased', json: null, erasedBy: 210 };
  return { ...entry, payload, bracket: { ...entry.bracket, before: null } };
}

/** The list of the full scenario with so many newer entries on top. */
function entriesWith(count: number): unknown {
  const { items } = fixtures.entries;
  const [newest] = items;
  if (newest === undefined) return fixtures.entries;
  const fresh = Array.from({ length: count }, (_, index) => {
    const position = newest.position + count - index;
    return { ...newest, position, index: position, id: `ent_${position}` };
  });
  return { items: [...fresh, ...items], nextCursor: null, searchedBackTo: null };
}

function pullIn(scenario: Scenario): unknown {
  if (scenario === 'running') return fixtures.runningPull;
  return scenario === 'failed' ? fixtures.failedPull : fixtures.pull;
}

const nobody = {
  needsSetup: false,
  user: null,
  secondFactor: { enrolled: false, satisfied: false },
  methods: [],
  workspaces: [],
};

function sessionIn(scenario: Scenario): unknown {
  if (scenario === 'needs-setup') return { ...nobody, needsSetup: true };
  if (scenario === 'signed-out') return nobody;
  if (scenario === 'not-enrolled')
    return { ...fixtures.session, secondFactor: { enrolled: false, satisfied: false } };
  if (scenario !== 'reader') return fixtures.session;
  const workspaces = fixtures.session.workspaces.map((one) => ({
    ...one,
    role: 'reader',
    actions: ['control.list', 'live.read'],
  }));
  return { ...fixtures.session, workspaces };
}

const none = { items: [], nextCursor: null };

const emptyBodies: Readonly<Record<string, unknown>> = {
  '/access-gains': none,
  '/access-requests': { ...none, days: 14 },
  '/access-reviews': none,
  '/access-reviews/due': { items: [] },
  '/access-reviews/arv_1': { ...fixtures.openReview, items: 0, mine: 0, systems: [] },
  '/account-links': none,
  '/agencies': none,
  '/agencies/agy_1': { ...fixtures.agencyDetail, access: [], accessTotal: 0, contact: null },
  '/leavers': none,
  '/leavers/lvr_1': fixtures.unseenLeaver,
  '/leave-reports': none,
  '/leave-reports/form': { isOpen: false, openedAt: null, openedBy: null },
  '/role-changes': none,
  '/role-drift': none,
  '/role-templates': { items: [] },
  '/systems': none,
  '/systems/x': { ...fixtures.attestedSystem, attestations: [], state: 'never', isRegistered: false },
  ...fixtures.emptySignIn,
  ...fixtures.emptyAccess,
  ...fixtures.emptyVisibility,
  '/connections': none,
  '/duties': fixtures.noDuties,
  '/import-batches': none,
  '/file-mappings': { items: [] },
  '/removals/deadlines': fixtures.usualDeadlines,
  '/populations': none,
  '/populations/items': { ...none, total: 0 },
  '/controls': { items: fixtures.controls.items.slice(3) },
  '/controls/change-review/findings': { ...none, counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 } },
  '/controls/change-review': { ...fixtures.control, ...fixtures.controls.items[3], populations: [] },
  '/keys': none,
  '/keys/choices': { items: [], days: 90, daysMax: 366 },
  '/packages': none,
  '/pulls': none,
  '/ledger': { ...ledgerIn(fixtures.standing), checkpoint: null },
  '/ledger/entries': {
    ...none,
    nextCursor: '100',
    searchedBackTo: { position: 100, recordedAt: '2026-03-01T10:00:00.000Z' },
  },
  '/ledger/anchors': fixtures.noAnchors,
  '/ledger/checkpoints': none,
  '/ledger/health': fixtures.noHealth,
  '/ledger/projections': none,
  '/audit-trail': fixtures.noTrail,
  '/scim': fixtures.noDirectory,
  '/erasures': none,
  '/exports': fixtures.noExports,
  '/reveals': none,
  '/grants': none,
  '/holds': none,
  '/subjects': none,
};

const specialBodies: { readonly [scenario in Scenario]?: Readonly<Record<string, unknown>> } = {
  empty: emptyBodies,
  erased: {
    '/ledger/entries/210': {
      ...fixtures.entry,
      entry: { ...fixtures.entry.entry, type: 'payload.erased@1', refs: ['era_4'] },
      payload: { state: 'present', json: { positions: [5], legalBasis: 'gdpr-art-17-1-b' }, erasedBy: null },
    },
  },
  keyless: { '/audit-trail': fixtures.keylessTrail },
  forked: {
    '/ledger': ledgerIn(fixtures.forkedStanding),
    '/ledger/logs': fixtures.forkedLogs,
    '/ledger/anchors': fixtures.noAnchors,
  },
  overdue: {
    '/scim': fixtures.silentDirectory,
    '/audit-trail': fixtures.pausedTrail,
    '/ledger/replay': fixtures.differingReplay,
    '/ledger': ledgerIn(fixtures.unguardedStanding),
    '/ledger/anchors': fixtures.overdueAnchors,
    '/ledger/health': fixtures.skewedHealth,
  },
};

function ledgerIn(standing: typeof fixtures.standing): object {
  return { ...fixtures.ledger, keys: fixtures.logKeys, standing };
}

const asKnown = { position: 180, recordedAt: '2026-11-01T22:59:58.000Z' };

const bodies: Readonly<Record<string, unknown>> = {
  '/access-gains': fixtures.accessGains,
  '/access-requests': fixtures.accessRequests,
  '/access-reviews': fixtures.accessReviews,
  '/access-reviews/due': fixtures.dueReviews,
  '/access-reviews/arv_1': fixtures.openReview,
  '/access-reviews/arv_1/items': fixtures.reviewItems,
  '/access-reviews/arv_1/start': {},
  '/access-reviews/arv_2': fixtures.closedReview,
  '/access-reviews/arv_2/items': fixtures.reviewItems,
  '/account-links': fixtures.ownedAccounts,
  '/agencies': fixtures.agencies,
  '/agencies/agy_1': fixtures.agencyDetail,
  '/leavers': fixtures.leavers,
  '/leavers/lvr_1': fixtures.leaverRun,
  '/leavers/lvr_3': fixtures.provenLeaver,
  '/leave-reports': fixtures.leaveReports,
  '/leave-reports/form': fixtures.leaveForm,
  '/role-changes': fixtures.roleChanges,
  '/role-drift': fixtures.roleDrift,
  '/role-templates': fixtures.roleTemplates,
  '/systems': fixtures.systems,
  '/systems/x': fixtures.attestedSystem,
  '/system-channels': fixtures.systemChannels,
  '/access-list': fixtures.accessList,
  '/access-list/systems': fixtures.accessSystems,
  '/access-list/sub_22222222-7f43-4c11-9a63-08f1c1f7a3d1': fixtures.accessPrincipal,
  '/audit-trail': fixtures.trail,
  ...fixtures.custodyBodies,
  ...fixtures.visibilityBodies,
  '/connections': { items: [fixtures.connection] },
  '/duties': fixtures.duties,
  '/import-batches': fixtures.importBatches,
  '/import-batches/imp_1': fixtures.importBatch,
  '/file-mappings': fixtures.fileMappings,
  '/removals/deadlines': fixtures.deadlines,
  '/connections/con_1': fixtures.connection,
  '/connections/con_2': fixtures.shrunkenConnection,
  '/pulls': { items: [fixtures.pull], nextCursor: null },
  '/populations': { items: fixtures.connection.populations, asKnown, note: null },
  '/populations/items': { ...fixtures.items, asKnown },
  '/item': { ...fixtures.item, asKnown },
  '/controls': fixtures.controls,
  '/controls/change-review': fixtures.control,
  '/controls/change-review/ribbon': fixtures.ribbon,
  '/controls/account-ownership/ribbon': fixtures.ribbon,
  '/controls/branch-protection/ribbon': fixtures.ribbon,
  '/controls/multi-factor-authentication/ribbon': fixtures.ribbon,
  '/controls/change-review/findings': fixtures.findings,
  '/frameworks': fixtures.frameworks,
  '/frameworks/iso-27001-2022': fixtures.framework,
  '/frameworks/iso-27001-2022/requirements/A.8.32': fixtures.requirement,
  '/ledger': ledgerIn(fixtures.standing),
  '/ledger/anchors': fixtures.anchors,
  '/ledger/anchors/run': fixtures.anchorRun,
  '/ledger/checkpoints': fixtures.checkpoints,
  '/ledger/health': fixtures.health,
  '/ledger/logs': fixtures.logs,
  '/ledger/projections': fixtures.projections,
  '/ledger/replay': fixtures.replay,
  '/ledger/close-fork': {
    report: 'Fork report',
    log: { id: 'log_3', origin: 'daybook.example/default/2026-2' },
  },
  '/erasures': fixtures.erasures,
  '/exports': fixtures.exports,
  '/reveals': fixtures.reveals,
  '/reveals/current': { items: [] },
  '/holds': fixtures.holds,
  '/subjects': fixtures.subjects,
  '/storage-notes': fixtures.storageNotes,
  '/members': fixtures.members,
  '/keys': fixtures.apiKeys,
  '/keys/choices': fixtures.keyChoices,
  '/scim': fixtures.directory,
  '/scim/groups': fixtures.directoryGroups,
  '/sessions': memberSessions,
  '/identity-providers': fixtures.identityProviders,
  '/sign-in-policy': fixtures.signInPolicy,
  '/break-glass': fixtures.breakGlass,
  '/grants': fixtures.grants,
  '/permissions': fixtures.permissions,
  '/permissions/matrix': fixtures.permissionMatrix,
  '/permissions/explain': fixtures.why,
  '/permissions/who': fixtures.who,
  '/packages': fixtures.packages,
};

/** The built app as it is now; a build that runs meanwhile changes nothing under a test. */
function readApp(): ReadonlyMap<string, Buffer> {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = names.map((one) => join(one.parentPath, one.name));
  return new Map(paths.map((path) => [path.slice(dist.length), readFileSync(path)]));
}

function sendFile(path: string, files: ReadonlyMap<string, Buffer>, response: ServerResponse): void {
  const name = files.has(path) ? path : '/index.html';
  const mediaType = mediaTypes[extname(name)] ?? 'application/octet-stream';
  // As the product's server says of files whose names change with what they hold.
  if (name.startsWith('/assets/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  response.writeHead(200, { 'content-type': mediaType }).end(files.get(name));
}
