/** Keys of accounts and of grants both name their holder. */
export function holderIn(key: string): string {
  return /sub_[0-9a-f-]{36}/.exec(key)?.[0] ?? '';
}
