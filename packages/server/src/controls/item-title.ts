import type { AnyFact, Item } from '@daybook/kit';

/** A short title to recognise an item by, without anyone's name. */
export function itemTitle(item: Item): string {
  // An item's kind and value belong together by their schema; the type of `Item` does not tie them.
  const fact = { kind: item.kind, value: item.value } as AnyFact;
  switch (fact.kind) {
    case 'change':
      return firstLine(fact.value.title) || item.key.slice(0, 12);
    case 'pull-request':
      return `#${fact.value.number} ${firstLine(fact.value.title)}`.trim();
    case 'branch-protection':
      return fact.value.branch;
    case 'person':
      return fact.value.role ?? 'person';
    case 'account':
      return `${fact.value.accountKind === 'service' ? 'service account' : 'account'} on ${fact.value.system}`;
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
