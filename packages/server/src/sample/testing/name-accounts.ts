import { readItems } from '../../facts/index.ts';
import { findKnownSubject, readIdentities } from '../../intake/index.ts';
import type { WorkforceServer } from '../../workforce/testing/start-workforce.ts';
import type { AccountNames } from '../company/company.ts';

export type AccountName = {
  readonly system: string;
  readonly login: string | null;
  readonly mail: string | null;
};

/** Every account on any list, by `<system>\n<holder>`, as its source calls it. */
export async function accountNames(server: WorkforceServer): Promise<ReadonlyMap<string, AccountName>> {
  const { services, workspaceId } = server;
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const items = await readItems(tx, { kind: 'account', limit: 5_000 });
    const subjects = items.map(({ value }) => value.holder);
    const identities = await readIdentities(tx, subjects, services);
    return new Map(
      items.map(({ value: { system, holder } }) => {
        const identity = identities.get(holder);
        return [
          `${system}\n${holder}`,
          { system, login: identity?.login ?? null, mail: identity?.email ?? null },
        ];
      }),
    );
  });
}

/** By its mail address, for logins of several systems may belong to one pseudonym; else by its login. */
export function isSameAccount(made: AccountNames, told: AccountName): boolean {
  if (made.system !== told.system) return false;
  if (told.mail !== null && made.mails.length > 0) return made.mails.includes(told.mail.toLowerCase());
  return told.login?.toLowerCase() === made.login.toLowerCase();
}

/** The pseudonym under which a system's account is known. */
export async function holderOf(server: WorkforceServer, names: AccountNames): Promise<string | null> {
  const known = await accountNames(server);
  for (const [place, name] of known) {
    if (isSameAccount(names, name)) return place.split('\n')[1] ?? null;
  }
  return null;
}

/** Throws where nobody is known by that address. */
export async function subjectOf({ services, workspaceId }: WorkforceServer, mail: string): Promise<string> {
  const found = await services.database.withWorkspace(workspaceId, (tx) =>
    findKnownSubject(tx, { email: mail }, services),
  );
  if (found === null) throw new Error(`nobody is known as ${mail}`);
  return found;
}
