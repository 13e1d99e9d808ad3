import { changedFrom, changedSince, presenceOf, readItems } from '../../facts/index.ts';
import { makeOwnReadingDue } from '../../intake/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { lockMoverCursor, moveMoverCursor, type StoredGain, saveGains } from './gains.store.ts';

/** Notes every grant that appeared since it looked last. What the first whole list of a source holds is no gain. */
export async function followGains(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const changed = await changedFrom(tx, await lockMoverCursor(tx, 'gains'));
    if (changed === null) return;
    let appeared = 0;
    for await (const page of changedSince(tx, changed.from)) {
      const byScope = Map.groupBy(
        page.filter(({ kind }) => kind === 'grant'),
        ({ scope }) => scope,
      );
      for (const [scope, refs] of byScope) {
        appeared += await noteGains(tx, scope, [...new Set(refs.map(({ key }) => key))]);
      }
    }
    await moveMoverCursor(tx, 'gains', changed.to);
    if (appeared > 0) await makeOwnReadingDue(tx);
  });
}

async function noteGains(tx: Tx, scope: string, keys: readonly string[]): Promise<number> {
  const places = keys.map((key) => ({ scope, key }));
  const presences = new Map((await presenceOf(tx, 'grant', places)).map((one) => [one.key, one]));
  const items = await readItems(tx, { kind: 'grant', scope, keys, limit: keys.length });
  const gains = items.flatMap(({ key, value, isErased }): StoredGain[] => {
    const presence = presences.get(key);
    if (isErased || presence === undefined || presence.lastAbsentAt === null) return [];
    const { system, grant, holder, role, rights, surely = [] } = value;
    const told = rights === 'unknown' ? (surely.length > 0 ? surely : null) : rights;
    const { lastAbsentAt, firstSeenAt, wasWholeBefore, firstPosition } = presence;
    return [
      {
        ...{ system, grant, scope, key, holder, role, rights: told },
        ...{ lastAbsentAt, firstSeenAt, wasWholeBefore, firstPosition },
      },
    ];
  });
  return saveGains(tx, gains);
}
