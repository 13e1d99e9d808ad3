/** Ways in beside the password. */
export function OtherWays(_: { readonly onIn: () => Promise<void> }) {
  return null;
}
