import type { ListedItem } from '@daybook/client';

/** Fields of these items that fit into a cell, in the order of the first item; the title has a column of its own. */
export function fieldsOf(rows: readonly ListedItem[]): readonly string[] {
  const first = rows[0]?.value;
  if (typeof first !== 'object' || first === null) return [];
  return Object.entries(first)
    .filter(([name, value]) => name !== 'title' && isShort(value))
    .map(([name]) => name);
}

export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([field]) => field === name)?.[1];
}

function isShort(value: unknown): boolean {
  return (
    value === null ||
    typeof value !== 'object' ||
    (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
  );
}
