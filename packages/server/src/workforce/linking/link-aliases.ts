import type { IdentityValues } from '@daybook/kit';
import { type FoldedName, foldName, foldWords } from './fold-name.ts';
import { domainsWithin, mailParts } from './mail-parts.ts';

/** How an account and a person may meet, the strongest first. */
export const aliasTiers = ['mail', 'local', 'formed', 'login', 'name', 'short'] as const;
export type AliasTier = (typeof aliasTiers)[number];

/** One comparable text; it is hashed with a key before it is kept or compared, so that no name stands in a table. */
export type Alias = { readonly tier: AliasTier; readonly text: string };

/** What an account may say of somebody called so. */
export function aliasesOfPerson(identity: IdentityValues): readonly Alias[] {
  const names = foldName(identity.name ?? '');
  const mail = mailParts(identity.email ?? '');
  const ofMail: Alias[] = [];
  if (mail !== null) {
    ofMail.push({ tier: 'mail', text: mail.canonical });
    if (mail.label !== null) {
      ofMail.push({ tier: 'local', text: `${mail.label} ${mail.local}` });
      ofMail.push({ tier: 'login', text: packed(mail.local) });
      for (const form of names.flatMap(fullForms))
        ofMail.push({ tier: 'formed', text: `${mail.label} ${form}` });
    }
  }
  const ofName = names.flatMap((name): Alias[] => [
    { tier: 'name', text: nameText(name) },
    ...fullForms(name).map((text): Alias => ({ tier: 'login', text })),
    ...shortForms(name).map((text): Alias => ({ tier: 'short', text })),
  ]);
  const ofMailName = names.length > 0 || mail === null ? [] : formsOfLocal(mail.local);
  return distinct([...ofMail, ...ofName, ...ofMailName]);
}

/** By what an account is compared. */
export function aliasesOfAccount(identity: IdentityValues): readonly Alias[] {
  const mail = mailParts(identity.email ?? '') ?? mailParts(identity.login ?? '');
  const found: Alias[] = [];
  if (mail !== null) {
    found.push({ tier: 'mail', text: mail.canonical });
    if (mail.label !== null) {
      found.push({ tier: 'local', text: `${mail.label} ${mail.local}` });
      found.push({ tier: 'formed', text: `${mail.label} ${packed(mail.local)}` });
    }
  }
  const { login } = identity;
  if (login !== undefined && mailParts(login) === null && packed(login).length > 2) {
    found.push({ tier: 'login', text: packed(login) }, { tier: 'short', text: packed(login) });
  }
  for (const name of foldName(identity.name ?? '')) found.push({ tier: 'name', text: nameText(name) });
  return distinct(found);
}

/** What is kept of an account beside its aliases: by its mail domains it is found when an agency says they are its own. */
export type DomainAlias = { readonly tier: 'domain'; readonly text: string };

export function domainAlias(domain: string): DomainAlias {
  return { tier: 'domain', text: domain };
}

export function domainsOfAccount(identity: IdentityValues): readonly DomainAlias[] {
  const mail = mailParts(identity.email ?? '') ?? mailParts(identity.login ?? '');
  return mail === null ? [] : domainsWithin(mail.domain).map(domainAlias);
}

/** `ada.lovelace@` without a name beside it still tells how its owner may be called. */
function formsOfLocal(local: string): readonly Alias[] {
  const [given, family, ...rest] = local.split(/[._-]/).filter((word) => word.length > 1);
  if (given === undefined || family === undefined || rest.length > 0) return [];
  const name = { given, family, all: [given, family] };
  return [
    { tier: 'name', text: nameText(name) },
    ...shortForms(name).map((text): Alias => ({ tier: 'short', text })),
  ];
}

const nameText = ({ all }: FoldedName): string => all.toSorted().join(' ');
const fullForms = ({ given, family }: FoldedName): readonly string[] => [given + family, family + given];
const shortForms = ({ given, family }: FoldedName): readonly string[] => [
  given.slice(0, 1) + family,
  given + family.slice(0, 1),
  family + given.slice(0, 1),
];

/** Without separators and accents: `Ada.Lovelace`, `ada_lovelace` and `adalovelace` are the same login. */
function packed(login: string): string {
  return (foldWords(login)[0] ?? []).join('');
}

function distinct(aliases: readonly Alias[]): readonly Alias[] {
  const seen = new Map(
    aliases.filter(({ text }) => text !== '').map((alias) => [`${alias.tier} ${alias.text}`, alias]),
  );
  return [...seen.values()];
}
