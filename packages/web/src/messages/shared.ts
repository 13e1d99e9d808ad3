import { textsOf } from './catalogue.ts';
import { en } from './en.ts';

export const shared = textsOf({ en });

/** The plain word for a kind of item, in the number that fits. */
export function kindWord(kind: string, count = 2): string {
  const words = shared.kinds[kind];
  if (words === undefined) return kind;
  return count === 1 ? words[0] : words[1];
}

/** `3 changes`, with thousands marked. */
export function counted(count: number, kind: string): string {
  return `${formatNumber(count)} ${kindWord(kind, count)}`;
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}

/** `Branch protection` from `branch-protection`, `requiredApprovals` or `required_approvals`. */
export function sentenceCase(name: string): string {
  const words = name
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
