/**
 * Hands the nonce of this page to the library that makes style elements while a layer is open (`get-nonce` reads this
 * global). The content policy refuses every other style element.
 */
export function allowOwnStyles(): void {
  const { nonce } = document.querySelector<HTMLElement>('meta[property="csp-nonce"]') ?? {};
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
