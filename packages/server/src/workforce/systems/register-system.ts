import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { deedEntry, requireHuman } from '../deed-entry.ts';
import { maskedReason } from '../masked-reason.ts';
import { lockSystem, type RegisteredSystem } from './read-systems.ts';
import { saveSystem } from './save-system.ts';

export type SystemWords = Omit<RegisteredSystem, 'system' | 'position'>;

type Deed = { readonly workspaceId: WorkspaceId; readonly actor: Actor; readonly system: string };

/** Says of a system what it is, who answers for it and how its list is had. Refuses one that is registered. */
export async function registerSystem(
  order: Deed & SystemWords,
  services: Services,
): Promise<RegisteredSystem> {
  requireHuman(order.actor);
  return services.database.withWorkspace(order.workspaceId, async (tx) => {
    if ((await lockSystem(tx, order.system)) !== null)
      refuse('conflict', 'this system is registered already');
    const after = await cleanWords(order, services);
    return write(tx, order, { type: 'system.registered@1', before: null, after }, services);
  });
}

export type SystemChange = Deed & { readonly change: Partial<SystemWords> };

export async function changeSystem(order: SystemChange, services: Services): Promise<RegisteredSystem> {
  requireHuman(order.actor);
  return services.database.withWorkspace(order.workspaceId, async (tx) => {
    const before =
      (await lockSystem(tx, order.system)) ?? refuse('not-found', 'this system is not registered');
    const after = await cleanWords({ ...before, ...order.change }, services);
    return write(tx, order, { type: 'system.changed@1', before, after }, services);
  });
}

type Change = {
  readonly type: 'system.registered@1' | 'system.changed@1';
  readonly before: RegisteredSystem | null;
  readonly after: SystemWords;
};

async function write(
  tx: Tx,
  { actor, system }: Deed,
  { type, before, after }: Change,
  services: Services,
): Promise<RegisteredSystem> {
  await saveSystem(tx, { ...after, system, position: before?.position ?? 0 });
  const payload = { system, before: before === null ? null : told(before), after: told(after) };
  const refs = after.owner === null ? [] : [after.owner];
  const place = { actor, at: services.clock.now(), refs };
  const [entry] = await append(tx, [deedEntry(type, place, payload)], services);
  const saved = { ...after, system, position: entry?.position ?? 0 };
  await saveSystem(tx, saved);
  return saved;
}

function told(words: SystemWords) {
  const { name, kind, channel, owner, means, logRetentionDays, intervalHours, reviewDays } = words;
  return { name, kind, channel, owner, means, logRetentionDays, intervalHours, reviewDays };
}

const hoursOfDay = 24;

/** What is given, the catalog's knowledge of the channel where nothing is; never an interval that lets the log run out. */
async function cleanWords(words: SystemWords, services: Services): Promise<SystemWords> {
  const channel = words.channel === null ? null : services.catalog.channels.get(words.channel);
  if (channel === undefined) refuse('bad-request', 'there is no such channel in the catalog');
  const logRetentionDays = words.logRetentionDays ?? channel?.log.retentionDays ?? null;
  const { intervalHours } = words;
  if (
    intervalHours !== null &&
    logRetentionDays !== null &&
    intervalHours * 2 > logRetentionDays * hoursOfDay
  ) {
    refuse(
      'interval-too-long',
      `its log is kept for ${logRetentionDays} days, so it has to be read every ${(logRetentionDays * hoursOfDay) / 2} hours or more often`,
    );
  }
  const { kind, owner, means, reviewDays } = words;
  const name = maskedReason(words.name, services).slice(0, 120);
  return { name, kind, channel: words.channel, owner, means, logRetentionDays, intervalHours, reviewDays };
}
