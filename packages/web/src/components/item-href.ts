/** The address of one item. Scope and key may hold any character, so they stand in the query. */
export function itemHref({ kind, scope, key }: { kind: string; scope: string; key: string }): string {
  return `/items/${kind}/item?${new URLSearchParams({ scope, key })}`;
}

/** The address of one population. */
export function populationHref({ kind, scope }: { kind: string; scope: string }): string {
  return `/items/${kind}?${new URLSearchParams({ scope })}`;
}
