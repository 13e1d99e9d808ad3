import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { requireHuman } from '../deed-entry.ts';
import { keptName, recordCustody } from './custody-entry.ts';
import { requireKnownPeople } from './known-people.ts';
import { findSecret, type StoredSecret, saveSecret } from './secrets.store.ts';

type By = { readonly workspaceId: WorkspaceId; readonly actor: Actor };

export type SecretFields = {
  readonly name: string;
  readonly system: string;
  readonly owner: string | null;
  readonly knownBy: readonly string[];
};

export type SecretOrder = By & SecretFields & { readonly rotatedAt: string | null | 'unknown' };

/** Throws `bad-request` where it names nobody known. */
export async function registerSecret(order: SecretOrder, services: Services): Promise<StoredSecret> {
  const at = services.clock.now();
  const id = services.ids.make('sec');
  const { actor, system, owner, rotatedAt } = order;
  const knownBy = distinct(order.knownBy);
  const name = keptName(order.name, services);
  return inLedger(order, services, async (tx) => {
    await requireKnownPeople(tx, [owner, ...knownBy], services);
    const told = { secret: id, after: { name, system, owner, knownBy: [...knownBy], rotatedAt } };
    const position = await recordCustody(tx, 'shared-secret.registered@1', { actor, at, id }, told, services);
    const isRotationKnown = rotatedAt !== 'unknown';
    const rotation = { rotatedAt: rotatedAt === 'unknown' ? null : rotatedAt, isRotationKnown };
    const stored = {
      id,
      name,
      system,
      owner,
      knownBy,
      formerlyKnownBy: [],
      ...rotation,
      changedAt: at,
      position,
    };
    await saveSecret(tx, stored);
    return stored;
  });
}

/** Whoever is taken from those who know it still knows it until it is rotated. Throws `not-found`, `bad-request`. */
export async function changeSecret(
  order: By & Partial<SecretFields> & { readonly id: string },
  services: Services,
): Promise<StoredSecret> {
  const at = services.clock.now();
  const { id, actor } = order;
  return inLedger(order, services, async (tx) => {
    const before = (await findSecret(tx, id)) ?? refuse('not-found');
    const after = {
      name: order.name === undefined ? before.name : keptName(order.name, services),
      system: order.system ?? before.system,
      owner: order.owner === undefined ? before.owner : order.owner,
      knownBy: distinct(order.knownBy ?? before.knownBy),
    };
    await requireKnownPeople(tx, [after.owner, ...after.knownBy], services);
    const dropped = before.knownBy.filter((subject) => !after.knownBy.includes(subject));
    const formerlyKnownBy = [
      ...before.formerlyKnownBy.filter(({ subject }) => !after.knownBy.includes(subject)),
      ...dropped.map((subject) => ({ subject, at })),
    ];
    const { name, system, owner, knownBy } = before;
    const told = {
      secret: id,
      before: { name, system, owner, knownBy: [...knownBy] },
      after: { ...after, knownBy: [...after.knownBy] },
    };
    const position = await recordCustody(tx, 'shared-secret.changed@1', { actor, at, id }, told, services);
    const stored = { ...before, ...after, formerlyKnownBy, changedAt: at, position };
    await saveSecret(tx, stored);
    return stored;
  });
}

/** A person says that it is another one now, known to these people alone. Throws `not-found`, `bad-request`. */
export async function rotateSecret(
  order: By & { readonly id: string; readonly rotatedAt: string | null; readonly knownBy: readonly string[] },
  services: Services,
): Promise<StoredSecret> {
  const at = services.clock.now();
  const { id, actor } = order;
  requireHuman(actor);
  const rotatedAt = order.rotatedAt ?? at;
  if (rotatedAt > at) refuse('bad-request', 'a secret cannot have been changed in the future');
  const knownBy = distinct(order.knownBy);
  return inLedger(order, services, async (tx) => {
    const before = (await findSecret(tx, id)) ?? refuse('not-found');
    if (before.rotatedAt !== null && rotatedAt < before.rotatedAt) {
      refuse('bad-request', 'it was changed later than that already');
    }
    await requireKnownPeople(tx, knownBy, services);
    const told = { secret: id, rotatedAt, knownBy: [...knownBy] };
    const position = await recordCustody(tx, 'shared-secret.rotated@1', { actor, at, id }, told, services);
    const formerlyKnownBy = before.formerlyKnownBy.filter((one) => one.at > rotatedAt);
    const rotation = { rotatedAt, isRotationKnown: true, knownBy, formerlyKnownBy };
    const stored = { ...before, ...rotation, changedAt: at, position };
    await saveSecret(tx, stored);
    return stored;
  });
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

function distinct(subjects: readonly string[]): readonly string[] {
  return [...new Set(subjects)].toSorted();
}
