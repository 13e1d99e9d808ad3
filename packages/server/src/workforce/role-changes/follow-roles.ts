import type { FactOf } from '@daybook/kit';
import { changedFrom, changedSince, factsHeldBy, readItems } from '../../facts/index.ts';
import { append } from '../../ledger/index.ts';
import {
  readWorkspace,
  type Services,
  systemActor,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { accountsOfPerson } from '../linking/read-links.ts';
import { dueAtOf } from '../removals/deadlines.ts';
import { openRemovals } from '../removals/open-removals.ts';
import { readDeadlines } from '../removals/read-deadlines.ts';
import type { RemovalTarget } from '../removals/removal.ts';
import { lockMoverCursor, moveMoverCursor } from '../requests/gains.store.ts';
import { type Move, movedFields, realMoves, remembered } from './is-move.ts';
import { insertChange, readHeld, saveHeld, teamSizes } from './role-changes.store.ts';

/** Sees who got another role, employer or team; what they hold then is to be removed or approved again. */
export async function followRoles(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const changed = await changedFrom(tx, await lockMoverCursor(tx, 'roles'));
    if (changed === null) return;
    const people = new Set<string>();
    for await (const page of changedSince(tx, changed.from)) {
      for (const { kind, key } of page) if (kind === 'person') people.add(key);
    }
    const moves = await noteRoles(tx, [...people]);
    await moveMoverCursor(tx, 'roles', changed.to);
    const real = moves.length === 0 ? [] : realMoves(moves, await teamsOf(tx, moves, services));
    for (const move of real) await openChange(tx, { move, workspaceId }, services);
  });
}

const pageSize = 500;

/** Remembers what is told of these people now; answers those of whom something else was told before. */
async function noteRoles(tx: Tx, people: readonly string[]): Promise<readonly Move[]> {
  const moves: Move[] = [];
  for (let from = 0; from < people.length; from += pageSize) {
    const page = people.slice(from, from + pageSize);
    const before = await readHeld(tx, page);
    const told = await personFacts(tx, page);
    const held = [...told].map(([person, { role, employer, manager }]) => {
      const now = { role, employer, manager };
      const was = before.get(person);
      if (was === undefined) return { person, ...now };
      const fields = movedFields(was, now);
      if (fields.length > 0) moves.push({ person, fields, before: was, after: remembered(was, now) });
      return { person, ...remembered(was, now) };
    });
    await saveHeld(tx, held);
  }
  return moves;
}

/** Of several lists that name somebody the last in order of their names counts, as everywhere. */
async function personFacts(
  tx: Tx,
  people: readonly string[],
): Promise<ReadonlyMap<string, FactOf<'person'>>> {
  const found = await readItems(tx, { kind: 'person', keys: people, limit: people.length * 20 });
  return new Map(found.filter(({ isErased }) => !isErased).map(({ value }) => [value.person, value]));
}

async function teamsOf(tx: Tx, moves: readonly Move[], { clock }: Services) {
  const managers = [...new Set(moves.flatMap(({ before }) => before.manager ?? []))];
  const sizes = await teamSizes(tx, managers);
  const told = managers.length === 0 ? new Map() : await personFacts(tx, managers);
  const today = clock.now().slice(0, 10);
  return {
    left: (manager: string) => sizes.get(manager) ?? 0,
    isHere: (manager: string) => {
      const person: FactOf<'person'> | undefined = told.get(manager);
      if (person === undefined) return false;
      return person.isActive !== false && (person.endsOn === null || person.endsOn >= today);
    },
  };
}

async function openChange(
  tx: Tx,
  { move, workspaceId }: { readonly move: Move; readonly workspaceId: WorkspaceId },
  services: Services,
): Promise<void> {
  const { person, fields, before, after } = move;
  const at = services.clock.now();
  const { zone } = await readWorkspace(tx, workspaceId);
  const deadlines = await readDeadlines(tx);
  const question = { cause: 'role-changed', what: 'grant', isCritical: false, isInvoluntary: false } as const;
  const dueAt = dueAtOf({ ...question, effectiveAt: at }, deadlines, zone);
  const targets = await rightsHeld(tx, person, dueAt);
  const id = services.ids.make('chg');
  const payload = ownWords({
    change: id,
    person,
    fields: [...fields],
    before,
    after,
    dueAt,
    rights: targets.length,
  });
  const told = { actor: systemActor, occurredAt: null, observedAt: at, refs: [id, person], payload };
  const [appended] = await append(tx, [{ type: 'role-change.seen@1', ...told }], services);
  const position = appended?.position ?? -1;
  await insertChange(tx, { ...move, id, seenAt: at, dueAt, rights: targets.length, position });
  const order = {
    cause: 'role-changed',
    origin: id,
    subject: person,
    agency: null,
    effectiveAt: at,
  } as const;
  await openRemovals(tx, { ...order, targets }, systemActor, services);
}

/** Every grant of the person's accounts; of an account without any the account itself. */
async function rightsHeld(tx: Tx, person: string, dueAt: string): Promise<readonly RemovalTarget[]> {
  const own = new Set(
    (await accountsOfPerson(tx, person)).map(({ system, holder }) => `${system}\n${holder}`),
  );
  const holders = [...new Set([...own].map((name) => name.split('\n')[1] ?? ''))];
  const isOwn = ({ value }: { readonly value: { readonly system: string; readonly holder: string } }) =>
    own.has(`${value.system}\n${value.holder}`);
  const grants = (await factsHeldBy(tx, 'grant', holders)).filter(isOwn);
  const granted = new Set(grants.map(({ value }) => `${value.system}\n${value.holder}`));
  const accounts = (await factsHeldBy(tx, 'account', holders)).filter(
    (one) =>
      isOwn(one) && !granted.has(`${one.value.system}\n${one.value.holder}`) && one.value.isEnabled !== false,
  );
  const layer = 'individual' as const;
  return [
    ...grants
      .filter(({ value }) => value.isInForce !== false)
      .map(({ scope, key, value: { system } }): RemovalTarget => {
        return { what: 'grant', layer, system, kind: 'grant', scope, key, dueAt };
      }),
    ...accounts.map(({ scope, key, value: { system } }): RemovalTarget => {
      return { what: 'account', layer, system, kind: 'account', scope, key, dueAt };
    }),
  ];
}
