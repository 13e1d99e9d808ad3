import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { requireHuman } from '../deed-entry.ts';
import { keptName, recordCustody } from './custody-entry.ts';
import { findDevice, type StoredDevice, saveDevice } from './devices.store.ts';
import { requireKnownPeople } from './known-people.ts';

type By = { readonly workspaceId: WorkspaceId; readonly actor: Actor };

export type DeviceFields = Pick<
  StoredDevice,
  'name' | 'model' | 'holders' | 'isShared' | 'isCompanyOwned' | 'signedInTo'
>;

/** Throws `bad-request` where it names nobody known. */
export async function registerDevice(order: By & DeviceFields, services: Services): Promise<StoredDevice> {
  const at = services.clock.now();
  const id = services.ids.make('dev');
  const { actor } = order;
  const fields = keptFields(order, services);
  return inLedger(order, services, async (tx) => {
    await requireKnownPeople(tx, fields.holders, services);
    const told = { device: id, after: toldFields(fields) };
    const position = await recordCustody(tx, 'device.registered@1', { actor, at, id }, told, services);
    const stored = { id, ...fields, returnedAt: null, changedAt: at, position };
    await saveDevice(tx, stored);
    return stored;
  });
}

/** Throws `not-found`, `bad-request`. Handing one out that was returned is a change of its holders. */
export async function changeDevice(
  order: By & Partial<DeviceFields> & { readonly id: string },
  services: Services,
): Promise<StoredDevice> {
  const at = services.clock.now();
  const { id, actor, workspaceId, ...changes } = order;
  return inLedger({ workspaceId, actor }, services, async (tx) => {
    const before = (await findDevice(tx, id)) ?? refuse('not-found');
    const fields = keptFields({ ...before, ...changes }, services);
    await requireKnownPeople(tx, fields.holders, services);
    const told = { device: id, before: toldFields(before), after: toldFields(fields) };
    const position = await recordCustody(tx, 'device.changed@1', { actor, at, id }, told, services);
    const returnedAt = fields.holders.length > 0 ? null : before.returnedAt;
    const stored = { id, ...fields, returnedAt, changedAt: at, position };
    await saveDevice(tx, stored);
    return stored;
  });
}

/** A person says that it is back in hand; nobody holds it any more. Throws `not-found`. */
export async function returnDevice(
  order: By & { readonly id: string },
  services: Services,
): Promise<StoredDevice> {
  const at = services.clock.now();
  const { id, actor } = order;
  requireHuman(actor);
  return inLedger(order, services, async (tx) => {
    const before = (await findDevice(tx, id)) ?? refuse('not-found');
    if (before.returnedAt !== null) return before;
    const told = { device: id, returnedAt: at, heldBy: [...before.holders] };
    const position = await recordCustody(tx, 'device.returned@1', { actor, at, id }, told, services);
    const stored = { ...before, holders: [], returnedAt: at, changedAt: at, position };
    await saveDevice(tx, stored);
    return stored;
  });
}

function keptFields(fields: DeviceFields, services: Services): DeviceFields {
  const { model, isShared, isCompanyOwned, signedInTo } = fields;
  return {
    name: keptName(fields.name, services),
    model: model === null ? null : keptName(model, services),
    holders: [...new Set(fields.holders)].toSorted(),
    isShared,
    isCompanyOwned,
    signedInTo: signedInTo === null ? null : [...new Set(signedInTo)].toSorted(),
  };
}

function toldFields({ name, model, holders, isShared, isCompanyOwned, signedInTo }: DeviceFields) {
  const systems = signedInTo === null ? 'unknown' : [...signedInTo];
  return { name, model, holders: [...holders], isShared, isCompanyOwned, signedInTo: systems };
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
