import type { FactOf } from '@daybook/kit';
import {
  accountPlace,
  accountRenames,
  changedFrom,
  changedSince,
  formerAccounts,
  type Presence,
  presenceOf,
  readHistories,
  readItems,
  replacedValues,
} from '../../facts/index.ts';
import { makeOwnReadingDue } from '../../intake/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { lockMoverCursor, moveMoverCursor, removeGains, type StoredGain, saveGains } from './gains.store.ts';
import { widenedRights } from './widened-rights.ts';

/**
 * Notes every grant that appeared since it looked last, and every one that may do more than before. What the first whole list
 * of a source holds is no gain, and neither is what an account held before it was renamed.
 */
export async function followGains(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const changed = await changedFrom(tx, await lockMoverCursor(tx, 'gains'));
    if (changed === null) return;
    let noted = 0;
    for await (const page of changedSince(tx, changed.from)) {
      const byScope = Map.groupBy(
        page.filter(({ kind }) => kind === 'grant'),
        ({ scope }) => scope,
      );
      for (const [scope, refs] of byScope) {
        const keys = [...new Set(refs.map(({ key }) => key))];
        noted += await noteGains(tx, scope, [...keys, ...(await renamedKeys(tx, scope, keys))]);
        noted += await noteWidened(tx, { scope, after: changed.from }, keys);
      }
    }
    await moveMoverCursor(tx, 'gains', changed.to);
    if (noted > 0) await makeOwnReadingDue(tx);
  });
}

type Told = {
  readonly key: string;
  readonly value: FactOf<'grant'>;
  readonly presence: Presence & { readonly lastAbsentAt: string };
};

async function noteGains(tx: Tx, scope: string, keys: readonly string[]): Promise<number> {
  const places = keys.map((key) => ({ scope, key }));
  const presences = new Map((await presenceOf(tx, 'grant', places)).map((one) => [one.key, one]));
  const items = await readItems(tx, { kind: 'grant', scope, keys, limit: keys.length });
  const told = items.flatMap(({ key, value, isErased }): Told[] => {
    const presence = presences.get(key);
    if (isErased || presence === undefined || presence.lastAbsentAt === null) return [];
    return [{ key, value, presence: { ...presence, lastAbsentAt: presence.lastAbsentAt } }];
  });
  const before = await heldBefore(tx, scope, told);
  const gains = told.flatMap(({ key, value, presence }): StoredGain[] => {
    const { lastAbsentAt, firstSeenAt, wasWholeBefore, firstPosition } = presence;
    const seen = { lastAbsentAt, firstSeenAt, wasWholeBefore, firstPosition };
    const was = before.get(key);
    if (was === undefined) return [gainOf({ scope, key }, value, { ...seen, rights: rightsOf(value) })];
    const rights = widenedRights(was, value);
    if (rights?.length === 0) return [];
    return [{ ...gainOf({ scope, key }, value, { ...seen, rights }), isWidened: true }];
  });
  // Noted while a list was partial, and the account only renamed, as a whole list told since.
  const taken = told.filter(({ key }) => before.has(key)).map(({ presence }) => presence);
  const removed = await removeGains(tx, taken);
  return removed + (await saveGains(tx, gains));
}

/** Grants that are there already and give more than they did. */
async function noteWidened(
  tx: Tx,
  { scope, after }: { readonly scope: string; readonly after: number },
  keys: readonly string[],
): Promise<number> {
  const replaced = await replacedValues(tx, { kind: 'grant', scope, after }, keys);
  const gains = replaced.flatMap((one): StoredGain[] => {
    const rights = widenedRights(one.before, one.after);
    if (one.lastWholeAt === null || rights?.length === 0) return [];
    const seen = {
      lastAbsentAt: one.lastWholeAt,
      firstSeenAt: one.observedAt,
      wasWholeBefore: one.wasWholeBefore,
      firstPosition: one.position,
    };
    return [{ ...gainOf(one, one.after, { ...seen, rights }), isWidened: true }];
  });
  return saveGains(tx, gains);
}

type Seen = Pick<StoredGain, 'rights' | 'lastAbsentAt' | 'firstSeenAt' | 'wasWholeBefore' | 'firstPosition'>;

function gainOf(
  { scope, key }: { readonly scope: string; readonly key: string },
  { system, grant, holder, role }: FactOf<'grant'>,
  seen: Seen,
): StoredGain {
  return { system, grant, scope, key, holder, role, ...seen, isWidened: false };
}

function rightsOf({ rights, surely = [] }: FactOf<'grant'>): StoredGain['rights'] {
  if (rights !== 'unknown') return rights;
  return surely.length > 0 ? surely : null;
}

/** What grants were that are the same under the name their account had before, and were there until it was renamed. */
async function heldBefore(
  tx: Tx,
  scope: string,
  told: readonly Told[],
): Promise<ReadonlyMap<string, FactOf<'grant'>>> {
  const accounts = told.map(({ value }) => ({ ...accountPlace(value), scope }));
  const former = await formerAccounts(tx, accounts);
  if (former.size === 0) return new Map();
  const asked = told.flatMap(({ key, value, presence }) =>
    (former.get(`${scope}\n${value.system}/${value.holder}`) ?? []).flatMap(({ holder }) => {
      const was = key.replaceAll(value.holder, holder);
      return was === key ? [] : [{ key, was, lastAbsentAt: presence.lastAbsentAt }];
    }),
  );
  const places = asked.map(({ was }) => ({ kind: 'grant' as const, scope, key: was }));
  const histories = Map.groupBy(await readHistories(tx, places, 10_000), ({ key }) => key);
  return new Map(
    asked.flatMap(({ key, was, lastAbsentAt }) => {
      const last = histories
        .get(was)
        ?.find(({ isErased, goneAt }) => !isErased && (goneAt ?? '') > lastAbsentAt);
      // Facts are parsed by the schema of their kind when they are stored.
      return last === undefined ? [] : [[key, last.value as FactOf<'grant'>] as const];
    }),
  );
}

const pseudonym = /sub_[0-9a-f-]{36}/;

/** The same grants under the holders that accounts have which were renamed. */
async function renamedKeys(tx: Tx, scope: string, keys: readonly string[]): Promise<readonly string[]> {
  const named = keys.flatMap((key) => {
    const holder = pseudonym.exec(key)?.[0];
    return holder === undefined ? [] : [{ key, holder, place: { scope, key: `${scope}/${holder}` } }];
  });
  const renames = await accountRenames(
    tx,
    named.map(({ place }) => place),
  );
  return named.flatMap(({ key, holder, place }) => {
    const rename = renames.get(`${scope}\n${place.key}`);
    return rename?.kind === 'renamed' ? [key.replaceAll(holder, rename.holder)] : [];
  });
}
