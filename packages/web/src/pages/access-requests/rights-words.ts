import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const allRights = ['administer', 'export', 'connect', 'publish'] as const;
export type Right = (typeof allRights)[number];

export function rightsWords(rights: readonly Right[] | 'unknown'): string {
  if (rights === 'unknown') return texts.rightsUnknown;
  return rights.length === 0 ? texts.noRights : rights.map((right) => texts.rights[right]).join(', ');
}
