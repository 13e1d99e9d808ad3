import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { couldNotLook } from './command-error.ts';
import { openAnswer, requestOverSocket, ServerGone } from './request-over-socket.ts';

/** The API of one data folder, whoever serves it. Refusals are thrown as `CommandError`. */
export interface ServerConnection {
  get<Answer extends z.ZodType>(path: string, answer: Answer): Promise<z.output<Answer>>;
  post<Answer extends z.ZodType>(path: string, body: unknown, answer: Answer): Promise<z.output<Answer>>;
  /** The body of a successful answer as an open stream. */
  download(path: string): Promise<IncomingMessage>;
  /** Stops the server if this process started it, after the work it runs has ended. */
  close(): Promise<void>;
}

/** How a server of a data folder is found and started; tests bring their own. */
export type ServerStarter = {
  socketPathFor(dataDir: string): Promise<string>;
  /** Throws an error with the code `already-running` when another process owns the data folder. */
  start(dataDir: string): Promise<{ close(): Promise<void> }>;
};

const healthTimeoutMs = 5_000;
const startTriesMax = 600;
const startRetryMs = 100;

/**
 * Uses the server that already runs on the data folder, else starts one in this process on the private socket alone.
 * When the process that served us ends in between, the next call finds or starts another.
 */
export async function connectServer(dataDir: string, starter: ServerStarter): Promise<ServerConnection> {
  const socketPath = await starter.socketPathFor(dataDir);
  let own: { close(): Promise<void> } | null = null;
  const reach = async (): Promise<void> => {
    own = (await findOrStart({ dataDir, socketPath, starter })) ?? own;
  };
  const call = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ServerGone) || own !== null || tries >= 5) throw asRefusal(error);
        await reach();
      }
    }
  };

  await reach();
  return {
    get: async (path, answer) =>
      answer.parse(await call(() => requestOverSocket({ socketPath, method: 'GET', path }))),
    post: async (path, body, answer) =>
      answer.parse(await call(() => requestOverSocket({ socketPath, method: 'POST', path, body }))),
    download: (path) => call(() => openAnswer({ socketPath, method: 'GET', path })),
    close: async () => {
      await own?.close();
      own = null;
    },
  };
}

type Reach = { readonly dataDir: string; readonly socketPath: string; readonly starter: ServerStarter };

/** Null when another process serves the folder. Two processes that start at once agree through the folder's claim. */
async function findOrStart({
  dataDir,
  socketPath,
  starter,
}: Reach): Promise<{ close(): Promise<void> } | null> {
  for (let tries = 1; ; tries += 1) {
    if (await isServed(socketPath)) return null;
    try {
      return await starter.start(dataDir);
    } catch (error) {
      if (!isAlreadyRunning(error) || tries >= startTriesMax) throw error;
      await wait(startRetryMs);
    }
  }
}

async function isServed(socketPath: string): Promise<boolean> {
  try {
    await requestOverSocket({ socketPath, method: 'GET', path: '/api/health', timeoutMs: healthTimeoutMs });
    return true;
  } catch (error) {
    if (error instanceof ServerGone) return false;
    throw error;
  }
}

function isAlreadyRunning(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'already-running';
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof ServerGone)) return error;
  return couldNotLook(
    'server-gone',
    `the server of the data folder went away: ${error.message}`,
    'run the command again',
  );
}
