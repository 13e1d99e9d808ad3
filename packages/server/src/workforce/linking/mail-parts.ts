/** Mail providers where anyone has an address: their domain says nothing about an organisation. */
const publicDomains = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com mac.com
  aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org
  orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it yandex.ru yandex.com mail.ru qq.com 163.com 126.com naver.com
  zoho.com fastmail.com hey.com users.noreply.github.com`.split(/\s+/),
);
/** Where dots in front of the @ do not count. */
const dotless = new Set(['gmail.com', 'googlemail.com']);
const secondLevel = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'edu', 'or', 'ne']);

export type MailParts = {
  /** The address as its provider delivers it: small letters, without a plus tag, dots only where they count. */
  readonly canonical: string;
  /** In front of the @, without a plus tag. */
  readonly local: string;
  readonly domain: string;
  /** The name in the domain, `company` of `mail.company.co.uk`; null of a public provider. */
  readonly label: string | null;
};

/** Null where the text is no mail address. */
export function mailParts(text: string): MailParts | null {
  const match = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(text.normalize('NFKC').trim().toLowerCase());
  const [, whole, rawDomain] = match ?? [];
  if (whole === undefined || rawDomain === undefined) return null;
  const domain = rawDomain.replace(/\.$/, '');
  const local = whole.startsWith('+') ? whole : whole.replace(/\+.*$/, '');
  const isDotless = dotless.has(domain);
  const canonical = `${isDotless ? local.replaceAll('.', '') : local}@${isDotless ? 'gmail.com' : domain}`;
  return { canonical, local, domain, label: publicDomains.has(domain) ? null : labelOf(domain) };
}

/** A mail domain and those it lies below, as far as they may be an organisation's: `mail.acme.example`, `acme.example`. */
export function domainsWithin(domain: string): readonly string[] {
  const parts = domain.split('.');
  return parts.slice(0, -1).map((_part, i) => parts.slice(i).join('.'));
}

/** A domain as people type it: small letters, without `@` and a final dot; null where it is none, or a public provider's. */
export function organisationDomain(text: string): string | null {
  const domain = text.normalize('NFKC').trim().toLowerCase().replace(/^@/, '').replace(/\.$/, '');
  if (!/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(domain)) return null;
  return publicDomains.has(domain) ? null : domain;
}

function labelOf(domain: string): string | null {
  const parts = domain.split('.').slice(0, -1);
  const last = parts.at(-1);
  if (last !== undefined && parts.length > 1 && secondLevel.has(last)) parts.pop();
  return parts.at(-1) ?? null;
}
