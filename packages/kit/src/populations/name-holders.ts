import { type IdentityField, identity } from '../identity.ts';

const mailLengthMax = 320;
const systemLengthMax = 200;

/** An account as its system names it. */
export type NamedAccount = {
  /** Unique on the system and lasting. */
  readonly id: string;
  readonly email?: string | null | undefined;
  /** Unique on the system; else the id stands for it. */
  readonly login?: string | null | undefined;
  readonly name?: string | null | undefined;
};

/** The accounts of one system, each with its holder. */
export type Roster<Item> = {
  readonly accounts: readonly { readonly item: Item; readonly holder: IdentityField }[];
  /** Null: the system has no such account, or none that was read. */
  find(id: string): IdentityField | null;
};

/** Names the holder of each account; of accounts that come with one id the last is meant by it. */
export function rosterOf<Item>(
  system: string,
  items: readonly Item[],
  nameOf: (item: Item) => NamedAccount,
): Roster<Item> {
  const named = items.map(nameOf);
  const holders = nameHolders(system, named);
  const accounts = items.flatMap((item, i) => {
    const holder = holders.get(named[i]?.id ?? '');
    return holder === undefined ? [] : [{ item, holder }];
  });
  return { accounts, find: (id) => holders.get(id) ?? null };
}

/**
 * Who holds each account, by its id. A mail address names a person everywhere, so it stands only where a single account of
 * the system has it: two accounts of one person stay two. What is too long or is no mail address is left out.
 */
export function nameHolders(
  system: string,
  accounts: readonly NamedAccount[],
): ReadonlyMap<string, IdentityField> {
  const uses = new Map<string, number>();
  for (const { email } of accounts) {
    const mail = mailOf(email);
    if (mail !== null) uses.set(mail.toLowerCase(), (uses.get(mail.toLowerCase()) ?? 0) + 1);
  }
  return new Map(
    accounts.map((account) => {
      const mail = mailOf(account.email);
      const isAlone = mail !== null && uses.get(mail.toLowerCase()) === 1;
      return [account.id, holderOf(system, account, isAlone ? mail : null)];
    }),
  );
}

function holderOf(system: string, account: NamedAccount, mail: string | null): IdentityField {
  const name = writable(account.name);
  return identity({
    ...(mail === null ? {} : { email: mail }),
    login: writable(account.login) ?? account.id,
    ...(name === null ? {} : { name }),
    system: system.slice(0, systemLengthMax),
  });
}

function mailOf(text: string | null | undefined): string | null {
  const mail = writable(text);
  return mail !== null && /^[^\s@,;]+@[^\s@,;]+$/.test(mail) ? mail : null;
}

function writable(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > mailLengthMax) return null;
  return trimmed.isWellFormed() && !trimmed.includes('\0') ? trimmed : null;
}
