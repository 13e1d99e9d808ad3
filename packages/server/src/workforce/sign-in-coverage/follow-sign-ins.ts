import { type FactOf, mergeFacts, recogniseChannel } from '@daybook/kit';
import { changedFrom, changedSince, holdFacts, readToldItems, type ToldItem } from '../../facts/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { type EnteredAccount, lockSignInCursor, moveSignInCursor, saveEntered } from './coverage.store.ts';
import { enteredBy } from './entered-by.ts';

/** Notes of every account that changed how it is entered. */
export async function followSignIns(workspaceId: WorkspaceId, services: Services): Promise<void> {
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const position = await lockSignInCursor(tx);
    await holdFacts(tx);
    const changed = await changedFrom(tx, position);
    if (changed === null) return;
    for await (const page of changedSince(tx, changed.from)) {
      const accounts = page.filter(({ kind }) => kind === 'account');
      for (const [scope, refs] of Map.groupBy(accounts, (ref) => ref.scope)) {
        await note(tx, scope, [...new Set(refs.map(({ key }) => key))], services);
      }
    }
    await moveSignInCursor(tx, changed.to);
  });
}

async function note(tx: Tx, scope: string, keys: readonly string[], services: Services): Promise<void> {
  const items = await readToldItems(tx, { kind: 'account', scope }, keys);
  await saveEntered(
    tx,
    items.map((item) => accountOf(scope, item, services)),
  );
}

function accountOf(scope: string, item: ToldItem, services: Services): EnteredAccount {
  const { key, values, isErased } = item;
  const system = key.slice(0, key.lastIndexOf('/'));
  if (values === null) return { scope, key, system, entered: null };
  if (isErased) return { scope, key, system, entered: 'unknown' };
  // All values of an item are of its kind.
  const account = mergeFacts<'account'>(values as readonly FactOf<'account'>[]);
  const channel = recogniseChannel(services.catalog.channels.values(), system);
  return { scope, key, system, entered: enteredBy(account, channel?.kind === 'identity-provider') };
}
