import { once } from 'node:events';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { loadCatalog } from '@daybook/catalog';
import type { FastifyInstance } from 'fastify';
import { createGate, setupLink } from './access/index.ts';
import { composeServices } from './compose.ts';
import { recoverPulls, removeOldUploads } from './intake/index.ts';
import { checkLogs, type ForkedLog, finishErasures, stopRecording } from './ledger/index.ts';
import { openDataKeys } from './open-data-keys.ts';
import { openInstallation } from './open-installation.ts';
import {
  buildHttpServer,
  createEmbeddedStorage,
  createGuardedFetch,
  createLog,
  createMailer,
  createSocketServer,
  discoverRoutes,
  externalStorage,
  isPrivateAddress,
  listWorkspaces,
  makeDataFolder,
  parseAllowedHosts,
  type Services,
  systemClock,
  systemIds,
} from './platform/index.ts';
import { keyDirFor } from './platform/postgres/locations.ts';
import { keepRights, startSchedule } from './schedule.ts';
import { serveWeb } from './serve-web.ts';

const repositoryRoot = join(import.meta.dirname, '../../..');
export const productVersion = '0.1.0';
export const socketName = 'api.sock';

export type StartOptions = {
  readonly dataDir: string;
  /** Where browsers reach it; null listens on the private socket only. Port 0 takes any free one. */
  readonly tcp: { readonly host: string; readonly port: number } | null;
  /** How the outside reaches it, when that differs from the address it listens on. */
  readonly url?: string;
  readonly databaseUrl?: string | null;
  /** Replaces the network of connectors, for tests. */
  readonly fetch?: typeof fetch;
};

export type RunningServer = AsyncDisposable & {
  /** `http://host:port`, or null without TCP. */
  readonly baseUrl: string | null;
  readonly socketPath: string;
  /** The one-time link that makes the first administrator; null once there is one. */
  readonly setupLink: string | null;
  /** The key file is missing: what is sealed cannot be read, and nothing can be written down. */
  readonly isLocked: boolean;
  /** Logs of which another history is known; each can be read and takes no entry until it is closed with a fork report. */
  readonly forkedLogs: readonly ForkedLog[];
  readonly services: Services;
  close(): Promise<void>;
};

/** Starts Daybook on a data folder: database, ledger, API, web app. Closing it ends everything it started. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  await using stack = new AsyncDisposableStack();
  makeDataFolder(options.dataDir);
  const log = createLog(join(options.dataDir, 'daybook.log'));
  const installation = stack.use(
    await openInstallation({ dataDir: options.dataDir, databaseUrl: options.databaseUrl ?? null, log }),
  );
  const { database, keyring, isEmbedded, isLocked } = installation;
  const settings = {
    dataDir: options.dataDir,
    keyDir: keyDirFor(options.dataDir),
    repositoryDir: existsSync(join(repositoryRoot, '.git')) ? repositoryRoot : null,
    baseUrl: null,
    mayReadLocalPaths: isEmbedded,
    ...(options.fetch === undefined ? guardedNetwork() : { fetch: options.fetch }),
    version: productVersion,
  };
  const catalog = await loadCatalog();
  const parts = { database, keyring, log, clock: systemClock, ids: systemIds };
  const dataKeys = await openDataKeys(installation, settings, parts);
  stack.defer(() => dataKeys.close());
  const services = composeServices({
    ...parts,
    dataKeys,
    storage: isEmbedded ? createEmbeddedStorage(installation.owner) : externalStorage,
    catalog,
    settings,
    mailer: createMailer(process.env),
  });
  // After whatever may still write: the last checkpoint covers what the end of background work wrote down.
  const schedule = stack.use(new AsyncDisposableStack());
  stack.defer(() => stopRecording(services));
  stack.defer(() => services.background.close());
  const forkedLogs = await checkLogs(services);
  await finishErasures(services, isLocked);
  await removeOldUploads(services);
  if (!isLocked) {
    await recoverPulls(services, isEmbedded);
    schedule.use(startSchedule(services));
  }
  const listening = await listen(options, installation.runtimeDir, services, stack);
  if (options.tcp !== null && !isLocked) await keepAllRights(services);
  // A command reads once, so it waits for what it reads; a page is told when there is more.
  if (options.tcp === null) await followAll(services);
  else queueMicrotask(() => void followAll(services));
  const resources = stack.move();
  const close = () => resources.disposeAsync();
  const link = await setupLink(listening.services);
  return {
    ...listening,
    setupLink: link,
    isLocked,
    forkedLogs,
    services,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function listen(
  options: StartOptions,
  runtimeDir: string,
  services: Services,
  stack: AsyncDisposableStack,
): Promise<{ baseUrl: string | null; socketPath: string; services: Services }> {
  const routes = await discoverRoutes();
  const baseUrl = options.url ?? baseUrlOf(options);
  const located = { ...services, settings: { ...services.settings, baseUrl } };
  const app = await buildHttpServer(routes, createGate(routes, located), located);
  await serveWeb(app);
  stack.defer(() => app.close());
  const socketPath = join(runtimeDir, socketName);
  stack.defer(await listenOnSocket(app, socketPath));
  if (options.tcp !== null) await app.listen({ host: options.tcp.host, port: options.tcp.port });
  else await app.ready();
  return { baseUrl, socketPath, services: located };
}

/** Hosts of the own network are called only where the operator named them. */
function guardedNetwork(): Pick<Services['settings'], 'fetch' | 'isPrivate'> {
  const allowedHosts = parseAllowedHosts(process.env.DAYBOOK_ALLOW_PRIVATE_HOSTS);
  return {
    fetch: createGuardedFetch({ allowedHosts }),
    isPrivate: (url) => isPrivateAddress(url, allowedHosts),
  };
}

function baseUrlOf({ tcp }: StartOptions): string | null {
  return tcp === null ? null : `http://${tcp.host}:${tcp.port}`;
}

async function listenOnSocket(app: FastifyInstance, socketPath: string): Promise<() => Promise<void>> {
  await app.ready();
  rmSync(socketPath, { force: true });
  const server: Server = createSocketServer(app);
  server.listen(socketPath);
  await once(server, 'listening');
  chmodSync(socketPath, 0o600);
  return async () => {
    server.closeAllConnections();
    server.close();
    rmSync(socketPath, { force: true });
  };
}

/** Before anyone is served on the network: under which permission model each workspace is decided from now on. */
async function keepAllRights(services: Services): Promise<void> {
  const workspaces = await services.database.withSystem('record the permission model', listWorkspaces);
  for (const workspace of workspaces) await keepRights(workspace.id, services);
}

/** What was appended before a stop and not followed yet is followed now, and what fell due since is judged again. */
async function followAll(services: Services): Promise<void> {
  const workspaces = await services.database.withSystem('follow the ledger', listWorkspaces).catch(() => []);
  for (const workspace of workspaces) await services.followers.run(workspace.id).catch(() => undefined);
}
