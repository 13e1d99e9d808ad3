import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { keptName } from '../custody/custody-entry.ts';
import { deedEntry, requireHuman } from '../deed-entry.ts';
import type { DataClass } from './data-class.ts';
import {
  findDataClass,
  listDataClasses,
  removeDataClass,
  type StoredDataClass,
  saveDataClass,
} from './data-classes.store.ts';

/** More columns than these no picture shows. */
export const classesMax = 40;

type By = { readonly workspaceId: WorkspaceId; readonly actor: Actor };
type Fields = Omit<DataClass, 'id'>;

/** Names a class of data, where it is kept and whose work needs it. Throws `bad-request` where there are enough. */
export function defineDataClass(order: By & Fields, services: Services): Promise<StoredDataClass> {
  const id = services.ids.make('dcl');
  return inLedger(order, services, async (tx) => {
    if ((await listDataClasses(tx)).length >= classesMax) {
      refuse('bad-request', `more than ${classesMax} classes of data say nothing any more`);
    }
    return keep(tx, { ...order, id }, null, services);
  });
}

/** Throws `not-found`. What is not given stays as it was. */
export function changeDataClass(
  order: By & Partial<Fields> & { readonly id: string },
  services: Services,
): Promise<StoredDataClass> {
  return inLedger(order, services, async (tx) => {
    const before = (await findDataClass(tx, order.id)) ?? refuse('not-found');
    return keep(tx, { ...before, ...order }, before, services);
  });
}

/** Throws `not-found`. */
export function dropDataClass(order: By & { readonly id: string }, services: Services): Promise<void> {
  return inLedger(order, services, async (tx) => {
    const before = (await findDataClass(tx, order.id)) ?? refuse('not-found');
    await record(tx, 'data-class.removed@1', order, { before: toldOf(before), after: null }, services);
    await removeDataClass(tx, order.id);
  });
}

async function keep(
  tx: Tx,
  order: By & DataClass,
  before: DataClass | null,
  services: Services,
): Promise<StoredDataClass> {
  const { id, places, needs } = order;
  const after = { id, name: keptName(order.name, services), places, needs: [...new Set(needs)].toSorted() };
  const type = before === null ? 'data-class.defined@1' : 'data-class.changed@1';
  const told = { before: before === null ? null : toldOf(before), after: toldOf(after) };
  const position = await record(tx, type, order, told, services);
  const stored = { ...after, changedAt: services.clock.now(), position };
  await saveDataClass(tx, stored);
  return stored;
}

type Told = ReturnType<typeof toldOf>;

function toldOf({ name, places, needs }: Fields) {
  const where = places.map(({ system, within, through }) => ({ system, within, through: [...through] }));
  return { name, places: where, needs: [...needs] };
}

async function record(
  tx: Tx,
  type: `data-class.${'defined' | 'changed' | 'removed'}@1`,
  { actor, id }: By & { readonly id: string },
  change: { readonly before: Told | null; readonly after: Told | null },
  services: Services,
): Promise<number> {
  requireHuman(actor);
  const at = services.clock.now();
  const entry = deedEntry(type, { actor, at, refs: [id] }, { class: id, ...change });
  const [appended] = await append(tx, [entry], services);
  if (appended === undefined) throw new Error('an entry was not written');
  return appended.position;
}

async function inLedger<T>(
  { workspaceId }: By,
  services: Services,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const kept = await services.database.withWorkspace(workspaceId, work);
  services.live.publish(workspaceId, 'ledger');
  return kept;
}
