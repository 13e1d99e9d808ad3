import { defineDetector, type Span } from '@daybook/redaction';

/** E-mail addresses, found from their at sign outwards, so that every character is looked at only a few times. */
export const detector = defineDetector({
  id: 'email',
  title: 'E-mail addresses',
  kind: 'email',
  find: findAddresses,
});

/** Endings of file names such as `icon@2x.png`; none of them is a top-level domain. */
const fileEndings = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'ico',
  'css',
  'js',
  'mjs',
  'ts',
  'tsx',
  'json',
  'html',
  'tgz',
  'gz',
]);

function* findAddresses(text: string): Generator<Span> {
  let previousEnd = 0;
  for (const { index, 0: sign } of text.matchAll(/@|%40/g)) {
    const start = localPartStart(text, index, previousEnd);
    const domainStart = index + sign.length;
    const domain = domainAt(text, domainStart);
    const end = domainStart + domain.length;
    previousEnd = domainStart;
    if (start < index && domain !== '' && !isRemote(text.slice(start, index), text.charAt(end))) {
      yield { start, end };
    }
  }
}

/** Where the name before the at sign begins, looking no further back than `from`; `end` when there is none. */
function localPartStart(text: string, end: number, from: number): number {
  if (text.charAt(end - 1) === '.') return end;
  let start = end;
  while (start > from && isLocalCharacter(text.charAt(start - 1))) start -= 1;
  while (start < end && /[.'%&~+-]/.test(text.charAt(start))) start += 1;
  return start;
}

/** The longest domain from here on; empty when there is none. */
function domainAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && isDomainCharacter(text.charAt(end))) end += 1;
  const labels = text.slice(start, end).split('.');
  const firstBad = labels.findIndex((label) => !isLabel(label));
  const usable = firstBad < 0 ? labels : labels.slice(0, firstBad);
  while (usable.length > 0 && !isTopLevel(usable.at(-1) ?? '')) usable.pop();
  const isVersion = usable.slice(0, -1).filter((label) => /^\d+$/.test(label)).length > 1;
  return usable.length < 2 || isVersion ? '' : usable.join('.');
}

function isLabel(label: string): boolean {
  return label.length > 0 && label.length <= 63 && !label.startsWith('-') && !label.endsWith('-');
}

function isTopLevel(label: string): boolean {
  if (fileEndings.has(label.toLowerCase())) return false;
  return label.toLowerCase().startsWith('xn--') || /^[\p{L}\p{M}]{2,}$/u.test(label);
}

/** `git@host:path` names a repository, not a person. */
function isRemote(localPart: string, next: string): boolean {
  return localPart === 'git' && (next === ':' || next === '/');
}

function isLocalCharacter(character: string): boolean {
  return /[\w.%+&'~\-\p{L}\p{M}\p{N}]/u.test(character);
}

function isDomainCharacter(character: string): boolean {
  return /[A-Za-z0-9.\-\p{L}\p{M}\p{N}]/u.test(character);
}
