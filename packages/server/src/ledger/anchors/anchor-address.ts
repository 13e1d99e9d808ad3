import { refuse } from '../../platform/index.ts';
import type { AnchorKind } from './anchor-kind.ts';

/**
 * The address of a target in one spelling. A witness or an authority may stand on the same network as this server, so
 * private addresses are allowed; what protects is that only an owner names one, that no redirect is followed, that no
 * credentials go along and that answers are bounded. Refuses anything but http, https and a plain mail address.
 */
export function anchorAddress(kind: AnchorKind, given: string): string {
  return kind === 'mail' ? mailAddress(given.trim()) : webAddress(given.trim());
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
