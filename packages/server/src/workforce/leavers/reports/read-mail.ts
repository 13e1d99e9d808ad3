import PostalMime from 'postal-mime';
import { refuse } from '../../../platform/index.ts';
import { readAuthenticationResults } from './authentication-results.ts';

/** What a mail says of somebody who left. */
export type ReadMail = {
  /** The address it claims to come from, in small letters; null where it names none. */
  readonly from: { readonly email: string; readonly name?: string } | null;
  readonly words: string;
  /** By the check of the mail server that took it (RFC 8601): its topmost line alone, and only where we know its name. */
  readonly sender: 'vouched' | 'unproven' | 'failed';
};

const wordsMax = 4_000;
/** Of a longer text only the beginning is looked at. */
const readMax = 20_000;

/**
 * Reads a raw message (RFC 5322). Attachments are not looked at. Refuses what names no sender at all. `checkedBy`: how our own
 * mail server names itself where it says what it found; without it nothing in a mail vouches for anybody.
 */
export async function readMail(raw: string | Uint8Array, checkedBy: string | null): Promise<ReadMail> {
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
    sender: senderOf(
      mail.headers.find(({ key }) => key === 'authentication-results')?.value ?? '',
      isAddress ? address : null,
      checkedBy,
    ),
  };
}

/** Of several headers only the topmost is of our own mail server: a sender can write the others. */
function senderOf(value: string, from: string | null, checkedBy: string | null): ReadMail['sender'] {
  const told = readAuthenticationResults(value);
  if (told === null || checkedBy === null || told.server !== checkedBy.toLowerCase()) return 'unproven';
  const dmarc = told.results.get('dmarc');
  if (dmarc === undefined) return told.results.get('spf')?.result === 'fail' ? 'failed' : 'unproven';
  if (dmarc.result === 'fail') return 'failed';
  // It vouches for the domain it looked at and for no other.
  const isOfSender = dmarc.domain === null || from?.endsWith(`@${dmarc.domain}`) === true;
  return dmarc.result === 'pass' && isOfSender ? 'vouched' : 'unproven';
}

function plainText(text: string): string {
  return text
    .slice(0, readMax)
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .trim();
}
