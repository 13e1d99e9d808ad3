import { refuse, type Services } from '../../platform/index.ts';
import type { AnchorKind } from './anchor-kind.ts';

/**
 * The address of a target in one spelling. A witness or an authority may stand on the same network as this server where the
 * operator allows its host (`requireCallable`); only an owner names one, no redirect is followed, no credentials go along
 * and answers are bounded. Refuses anything but http, https and a plain mail address.
 */
export function anchorAddress(kind: AnchorKind, given: string): string {
  return kind === 'mail' ? mailAddress(given.trim()) : webAddress(given.trim());
}

/** Refuses an address this server would never call, now and not at the first exchange. Asks the resolver: no transaction. */
export async function requireCallable(
  kind: AnchorKind,
  given: string,
  { settings }: Pick<Services, 'settings'>,
): Promise<void> {
  if (kind === 'mail' || settings.isPrivate === undefined) return;
  const url = new URL(anchorAddress(kind, given));
  if (!(await settings.isPrivate(url))) return;
  refuse(
    'anchor-invalid',
    'the address is inside a private network, which this server does not call',
    `whoever runs Daybook sets \`DAYBOOK_ALLOW_PRIVATE_HOSTS=${url.hostname}\` and restarts it`,
  );
}

function webAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return refuse('anchor-invalid', 'the address must be one that begins with http:// or https://');
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return refuse(
      'anchor-invalid',
      'the address must hold no user, password or fragment: they are never sent',
    );
  }
  return url.href;
}

function mailAddress(given: string): string {
  const isPlain = given.length <= 254 && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(given);
  return isPlain ? given : refuse('anchor-invalid', 'the address must be one plain mail address');
}
