import { accountPlace, accountPlaceName, accountRenames, formerAccounts } from '../../facts/index.ts';
import type { Tx } from '../../platform/index.ts';
import { type AccountRef, accountName } from './account-link.ts';
import { type LinkDecision, readDecisions } from './link-decisions.store.ts';

/** Under which holders these accounts were told before, by `accountName`: the same by the id their source gives them. */
export async function formerHolders(
  tx: Tx,
  accounts: readonly AccountRef[],
): Promise<ReadonlyMap<string, readonly AccountRef[]>> {
  const former = await formerAccounts(tx, accounts.map(accountPlace));
  if (former.size === 0) return new Map();
  return new Map(
    accounts.flatMap((account) => {
      const found = former.get(accountPlaceName(accountPlace(account)));
      if (found === undefined) return [];
      return [
        [accountName(account), found.map(({ holder }) => ({ system: account.system, holder }))] as const,
      ];
    }),
  );
}

/** Accounts under the holders they have now, of those of these that were renamed. */
export async function renamedTo(tx: Tx, accounts: readonly AccountRef[]): Promise<readonly AccountRef[]> {
  const renames = await accountRenames(tx, accounts.map(accountPlace));
  return accounts.flatMap((account) => {
    const rename = renames.get(accountPlaceName(accountPlace(account)));
    return rename?.kind === 'renamed' ? [{ system: account.system, holder: rename.holder }] : [];
  });
}

/** What people said of these accounts, under the holder they have or, where nobody did since, under one they had. */
export async function standingDecisions(
  tx: Tx,
  accounts: readonly AccountRef[],
): Promise<ReadonlyMap<string, LinkDecision>> {
  const own = new Map((await readDecisions(tx, accounts)).map((one) => [accountName(one), one]));
  const former = await formerHolders(
    tx,
    accounts.filter((account) => !own.has(accountName(account))),
  );
  const earlier = await readDecisions(tx, [...former.values()].flat());
  const inherited = [...former].flatMap(([name, holders]) => {
    const said = earlier.filter((one) => holders.some((was) => accountName(was) === accountName(one)));
    const [newest] = said.toSorted((one, other) => other.position - one.position);
    return newest === undefined ? [] : [[name, newest] as const];
  });
  return new Map([...inherited, ...own]);
}
