import {
  changeSettings,
  findConnection,
  findOrCreateConnection,
  needConnector,
} from '../connections/index.ts';
import { type ClaimedPull, claimPull, hasRunningPull, keepUpload, readOwnSource } from '../intake/index.ts';
import type { Actor, Clock, Services, WorkspaceId } from '../platform/index.ts';
import { registerAgency } from '../workforce/index.ts';
import type { Company, CompanyFile, CompanyMonth } from './company/company.ts';
import { countFile, endFilling } from './fillings.store.ts';

export type FillOrder = {
  readonly workspaceId: WorkspaceId;
  readonly actor: Actor;
  readonly company: Company;
};

const pullWaitMaxMs = 120_000;

/**
 * Reads a made-up company's files month by month, each as of the day it would have been taken, by the same road as any file.
 * Stops between two files when it is cancelled; what was read by then stays.
 */
export async function fillWorkspace(
  order: FillOrder,
  services: Services,
  signal: AbortSignal,
): Promise<void> {
  const connections = new Map<string, string>();
  try {
    for (const month of order.company.months) {
      await fillMonth({ ...order, month, connections }, services, signal);
    }
    await lookAtItself(order.workspaceId, services);
    await end(order.workspaceId, signal.aborted ? 'cancelled' : 'completed', services);
  } catch (error) {
    await end(order.workspaceId, signal.aborted ? 'cancelled' : 'failed', services);
    throw error;
  }
}

type MonthOrder = FillOrder & {
  readonly month: CompanyMonth;
  readonly connections: Map<string, string>;
};

async function fillMonth(order: MonthOrder, services: Services, signal: AbortSignal): Promise<void> {
  const { month, workspaceId, actor } = order;
  const then = { ...services, clock: clockAt(month.takenAt, services.clock) };
  for (const act of month.acts) {
    if (act.type !== 'agency' || signal.aborted) continue;
    const words = { name: act.name, mailDomains: [act.domain], systems: [], engagementFrom: null };
    const agency = { ...words, engagementUntil: act.until, contact: null, note: '' };
    await registerAgency({ workspaceId, actor, ...agency }, then);
  }
  for (const file of month.files) {
    if (signal.aborted) return;
    await readFile(order, file, then);
    await services.database.withWorkspace(workspaceId, countFile);
    services.live.publish(workspaceId, 'pulls');
  }
}

async function readFile(
  { workspaceId, actor, connections }: MonthOrder,
  file: CompanyFile,
  services: Services,
) {
  const path = await keepUpload({ workspaceId, actor, name: file.name, bytes: file.bytes }, services);
  const guessed = await needConnector(services, 'table').settingsFromPath?.(path);
  const settings = { ...(typeof guessed === 'object' && guessed), path };
  const claimed = await services.database.withWorkspace(workspaceId, async (tx) => {
    const known = await findConnection(tx, connections.get(file.name) ?? '');
    const name = file.name.replace(/\.[a-z]+$/, '');
    const connection =
      known === null
        ? await findOrCreateConnection(tx, { connector: 'table', name, settings, actor }, services)
        : await changeSettings(tx, known, { settings, given: settings, actor }, services);
    connections.set(file.name, connection.id);
    return claimPull(tx, { workspaceId, connection: connection.id, actor }, services);
  });
  await readToEnd(workspaceId, claimed, services);
}

/**
 * Begins a reading and waits until it has ended. A file that broke off ends as failed, which is part of what there is to see.
 */
async function readToEnd(workspaceId: WorkspaceId, pull: ClaimedPull, services: Services): Promise<void> {
  const isRunning = () => services.database.withWorkspace(workspaceId, hasRunningPull);
  const done = new AbortController();
  const end = AbortSignal.any([done.signal, AbortSignal.timeout(pullWaitMaxMs)]);
  let told = nextTold(workspaceId, services, end);
  pull.begin();
  try {
    for (;;) {
      await told;
      told = nextTold(workspaceId, services, end);
      if (end.aborted || !(await isRunning())) break;
    }
  } finally {
    done.abort();
  }
  await services.followers.run(workspaceId);
}

/** Resolves when something of a reading is told, as its end is always, or at `end`. */
function nextTold(workspaceId: WorkspaceId, { live }: Services, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = live.subscribe(workspaceId, (topic) => {
      if (topic === 'pulls') finish();
    });
    const finish = () => {
      stop();
      end.removeEventListener('abort', finish);
      resolve();
    };
    end.addEventListener('abort', finish);
  });
}

/** What its rooms made of the files becomes facts, so that the controls have something to say. */
async function lookAtItself(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await readOwnSource(workspaceId, services);
}

async function end(
  workspaceId: WorkspaceId,
  state: 'completed' | 'cancelled' | 'failed',
  services: Services,
) {
  await services.database.withWorkspace(workspaceId, (tx) => endFilling(tx, state, services.clock.now()));
  services.live.publish(workspaceId, 'facts');
}

function clockAt(instant: string, clock: Clock): Clock {
  const now = clock.now();
  return { ...clock, now: () => (instant < now ? instant : now) };
}
