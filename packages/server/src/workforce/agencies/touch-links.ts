import { accountsOfOrganisations, organisationsTold } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { aliasHash, linkKey, whoHas } from '../linking/link-aliases.store.ts';
import { domainAlias } from '../linking/link-aliases.ts';
import { makeRuledLinksDue } from '../linking/links.store.ts';
import type { Agency } from './read-agencies.ts';
import { agencyKey } from './save-agency.ts';

/**
 * Has the links decided again that an agency's change can touch: accounts linked to it, of its mail domains, and those for which
 * their source names it, as it was and as it is. Answers how many.
 */
export async function touchLinksOf(
  tx: Tx,
  states: readonly Pick<Agency, 'id' | 'name' | 'mailDomains'>[],
  services: Pick<Services, 'keyring'>,
): Promise<number> {
  const [first] = states;
  if (first === undefined) return 0;
  const key = linkKey(tx, services);
  const domains = [...new Set(states.flatMap(({ mailDomains }) => mailDomains))];
  const hashes = domains.map((domain) => aliasHash(key, domainAlias(domain)));
  const holders = (await whoHas(tx, 'account', hashes)).map(({ subject }) => subject);
  const names = new Set(states.map(({ name }) => agencyKey(name)));
  const organisations = (await organisationsTold(tx)).filter((name) => names.has(agencyKey(name)));
  const accounts = await accountsOfOrganisations(tx, organisations);
  return makeRuledLinksDue(tx, { agency: first.id, holders, accounts });
}
