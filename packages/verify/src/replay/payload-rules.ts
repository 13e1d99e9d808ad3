/**
 * Which payloads a package carries: `always` for what proves completeness and judging, `needed-kinds` for the records of
 * the populations its checks read, `named` for identities of people in the packed items, `left-out` for all others.
 */
export type PayloadRule = 'always' | 'needed-kinds' | 'named' | 'left-out';

const rules: ReadonlyMap<string, PayloadRule> = new Map([
  ['log.opened@1', 'always'],
  ['pull.completed@1', 'always'],
  ['pull.failed@1', 'always'],
  ['pull.abandoned@1', 'always'],
  ['check.ran@1', 'always'],
  ['payload.erased@1', 'always'],
  ['key.rotated@1', 'always'],
  ['anchor.receipt@1', 'always'],
  // Who could do what while the evidence came together.
  ['permissions.changed@2', 'always'],
  ['record.observed@1', 'needed-kinds'],
  ['record.gone@1', 'needed-kinds'],
  ['identity.recorded@1', 'named'],
]);

export function payloadRule(type: string): PayloadRule {
  return rules.get(type) ?? 'left-out';
}
