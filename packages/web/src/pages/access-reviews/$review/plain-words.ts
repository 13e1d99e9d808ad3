import { textsOf } from '../../../messages/catalogue.ts';
import type { ReviewItem } from '../use-reviews.ts';
import { en } from './en.ts';

const { plain } = textsOf({ en });

const rights = ['administer', 'export', 'connect', 'publish'] as const;

/** What an account may do, in sentences anybody understands; what nobody tells is said, too. */
export function plainWords(item: Pick<ReviewItem, 'rights'>): readonly string[] {
  const held = rights.filter((right) => item.rights[right] === 'yes').map((right) => plain[right]);
  const open = rights.filter((right) => item.rights[right] === 'unknown');
  if (held.length === 0 && open.length === 0) return [plain.harmless];
  const words = open.map((right) => plain[right]);
  return [...held, ...(words.length === 0 ? [] : [plain.nobodyTells(words.join(', or '))])];
}
