import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createGate, setupLink } from './access/index.ts';
import { recoverPulls, removeOldUploads } from './intake/index.ts';
import { keepUnlocking } from './keep-unlocking.ts';
import {
  checkLogs,
  type ForkedLog,
  finishErasures,
  resumeReplacement,
  stopRecording,
} from './ledger/index.ts';
import { openInstallation } from './open-installation.ts';
import { openServices } from './open-services.ts';
import {
  buildHttpServer,
  createLog,
  createSocketServer,
  discoverRoutes,
  listWorkspaces,
  makeDataFolder,
  type Services,
} from './platform/index.ts';
import { keepRights, startSchedule } from './schedule.ts';
import { serveWeb } from './serve-web.ts';

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
  /** Replaces the name service, for tests. */
  readonly textRecords?: NonNullable<Services['settings']['textRecords']>;
};

export type RunningServer = AsyncDisposable & {
  /** `http://host:port`, or null without TCP. */
  readonly baseUrl: string | null;
  readonly socketPath: string;
  /** The one-time link that makes the first administrator; null once there is one. */
  readonly setupLink: string | null;
  /** Why what is sealed cannot be read and nothing can be written down now; null once the master key was had. */
  readonly lockedBecause: string | null;
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
  const { services, close: closeKeys } = await openServices(installation, options, log);
  stack.defer(closeKeys);
  // After whatever may still write: the last checkpoint covers what the end of background work wrote down.
  const schedule = stack.use(new AsyncDisposableStack());
  stack.defer(() => stopRecording(services));
  stack.defer(() => services.background.close());
  const forkedLogs = await checkLogs(services);
  await finishErasures(services, installation.locked !== null);
  await removeOldUploads(services);
  const work = async () => {
    await recoverPulls(services, installation.isEmbedded);
    schedule.use(startSchedule(services, { readsItself: options.tcp !== null }));
    if (services.masterKeys !== null) await resumeReplacement(services.masterKeys, services);
  };
  if (installation.locked === null) await work();
  const listening = await listen(options, installation.runtimeDir, services, stack);
  const serve = async () => {
    if (options.tcp !== null) await keepAllRights(services);
  };
  const unlocking = stack.use(
    keepUnlocking(installation, log, async () => {
      await finishErasures(services);
      await work();
      await serve();
      await followAll(services);
    }),
  );
  if (installation.locked === null) await serve();
  // A command reads once, so it waits for what it reads; a page is told when there is more.
  if (options.tcp === null) await followAll(services);
  else queueMicrotask(() => void followAll(services));
  const resources = stack.move();
  const close = () => resources.disposeAsync();
  const link = await setupLink(listening.services);
  return {
    ...listening,
    setupLink: link,
    get lockedBecause() {
      return unlocking.lockedBecause;
    },
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
