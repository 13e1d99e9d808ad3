type Value = { readonly name: string; readonly value: string };

/** One line of a difference: what was, and what is now; null where there was or is nothing. */
export type ToldValue = { readonly name: string; readonly was: string | null; readonly is: string | null };

/** Both sides by name, in the order they are told; what stayed as it was is left out where both sides speak. */
export function toldValues(
  before: readonly Value[] | null,
  after: readonly Value[] | null,
): readonly ToldValue[] {
  const names = [...new Set([...(before ?? []), ...(after ?? [])].map(({ name }) => name))];
  const find = (values: readonly Value[] | null, wanted: string) =>
    values?.find(({ name }) => name === wanted)?.value ?? null;
  const told = names.map((name) => ({ name, was: find(before, name), is: find(after, name) }));
  return told.filter(({ was, is }) => was !== is);
}
