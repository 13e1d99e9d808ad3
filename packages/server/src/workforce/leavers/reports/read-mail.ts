import PostalMime from 'postal-mime';
import { refuse } from '../../../platform/index.ts';

/** What a mail says of somebody who left. */
export type ReadMail = {
  /** The address it claims to come from, in small letters; null where it names none. */
  readonly from: { readonly email: string; readonly name?: string } | null;
  readonly words: string;
  /** By the check of the mail server that took it (RFC 8601), the topmost one alone. */
  readonly sender: 'vouched' | 'unproven' | 'failed';
};

const wordsMax = 4_000;

/** Reads a raw message (RFC 5322). Attachments are not looked at. Refuses what names no sender at all. */
export async function readMail(raw: string | Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 20, maxHeadersSize: 200_000 }).catch(() =>
    refuse('bad-request', 'the message cannot be read as mail'),
  );
  const address = mail.from?.address?.trim().toLowerCase();
  const isAddress = address !== undefined && /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(address);
  if (mail.headers.length === 0 || (mail.from === undefined && !mail.text))
    refuse('bad-request', 'the message cannot be read as mail');
  const name = mail.from?.name?.trim();
  const words = [mail.subject ?? '', plainText(mail.text ?? mail.html ?? '')].filter((part) => part !== '');
  return {
    from: isAddress ? { email: address, ...(name && { name: name.slice(0, 300) }) } : null,
    words: words.join('\n\n').slice(0, wordsMax),
    sender: senderOf(mail.headers.find(({ key }) => key === 'authentication-results')?.value ?? ''),
  };
}

/** Of several headers only the topmost is of our own mail server: a sender can write the others. */
const methods = { dmarc: /\bdmarc\s*=\s*([a-z]+)/i, spf: /\bspf\s*=\s*([a-z]+)/i } as const;

function senderOf(results: string): ReadMail['sender'] {
  const said = (method: keyof typeof methods) => methods[method].exec(results)?.[1]?.toLowerCase();
  const dmarc = said('dmarc');
  if (dmarc === 'pass') return 'vouched';
  return dmarc === 'fail' || (dmarc === undefined && said('spf') === 'fail') ? 'failed' : 'unproven';
}

function plainText(text: string): string {
  return text.replace(/<[^>]{0,2000}>/g, ' ').trim();
}
