import { defineDetector, type Span, spansOf } from '@daybook/redaction';
import { findAssignments } from './assignments.ts';
import { findPrivateKeys } from './private-keys.ts';

/** Keys, tokens and passwords: those with a known shape, and those that something is said to be. */
export const detector = defineDetector({
  id: 'secret',
  title: 'Keys, tokens and passwords',
  kind: 'secret',
  find: findSecrets,
});

/** Each begins behind a boundary that its own characters do not have, so no character is searched twice by one pattern. */
const shapes: readonly RegExp[] = [
  // AWS access key id
  /(?<!\w)(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?!\w)/g,
  // GitHub, GitLab, npm
  /(?<!\w)gh[pousr]_[A-Za-z0-9]{36,}/g,
  /(?<!\w)github_pat_\w{22,}/g,
  /(?<![\w-])glpat-[\w-]{20,}/g,
  /(?<!\w)npm_[A-Za-z0-9]{36,}/g,
  // Slack
  /(?<![\w-])(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/g,
  /(?<=\/\/hooks\.slack\.com\/services\/)[A-Za-z0-9]{1,20}\/[A-Za-z0-9]{1,20}\/\w{16,}/g,
  // Stripe
  /(?<!\w)(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/g,
  // Google
  /(?<![\w-])AIza[\w-]{35}(?![\w-])/g,
  // keys of model providers
  /(?<![\w-])sk-[\w-]{32,}/g,
  // JSON web token: header, claims, signature
  /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]{1,})?/g,
  // Authorization header
  /(?<=\b(?:Bearer|Basic) )[A-Za-z0-9._~+/=-]{16,}/g,
  // https://name:password@host
  /(?<=:\/\/[^\s/:@]{1,64}:)[^\s/@[]{1,128}(?=@)/g,
];

function* findSecrets(text: string): Generator<Span> {
  for (const shape of shapes) yield* spansOf(shape, text);
  yield* findPrivateKeys(text);
  yield* findAssignments(text);
}
