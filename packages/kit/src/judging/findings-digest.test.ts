import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindingRow, findingsDigest, openFindingsDigest } from './findings-digest.ts';

const counts = { pass: 4, fail: 1, unknown: 1, notApplicable: 0 };
const first: FindingRow = { kind: 'account', scope: 'a', key: 'k', outcome: 'fail', code: 'mfa-off' };
const second: FindingRow = { kind: 'account', scope: 'b', key: 'k', outcome: 'unknown', code: 'mfa-unknown' };

describe('the digest of findings', () => {
  it('is SHA-256 over the lines it promises', () => {
    const lines = 'account\ta\tk\tfail\tmfa-off\naccount\tb\tk\tunknown\tmfa-unknown\ncounts\t4\t1\t1\t0\n';

    expect(findingsDigest([second, first], counts)).toBe(createHash('sha256').update(lines).digest('hex'));
  });

  it('holds passes by their number alone', () => {
    const pass: FindingRow = { ...first, key: 'other', outcome: 'pass' };

    expect(findingsDigest([first, pass], counts)).toBe(findingsDigest([first], counts));
    expect(findingsDigest([first], counts)).not.toBe(findingsDigest([first], { ...counts, pass: 5 }));
  });

  it('orders by UTF-8 bytes, as the database does', () => {
    // U+FF5E is EF BD 9E and U+1F600 is F0 9F 98 80 in UTF-8, but the second sorts first in UTF-16.
    const tilde = { ...first, key: '\uff5e' };
    const face = { ...first, key: '\u{1f600}' };
    const digest = openFindingsDigest();
    for (const row of [tilde, face]) digest.add(row);

    expect(findingsDigest([face, tilde], counts)).toBe(digest.finish(counts));
  });

  it('refuses rows out of order and the same item twice', () => {
    const digest = openFindingsDigest();
    digest.add(second);

    expect(() => digest.add(first)).toThrow('not in order');
    expect(() => digest.add(second)).toThrow('not in order');
  });

  it('does not confuse a value with the marks between values', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\t', '\n', '\\', 't', 'n') });
    const row = fc.record({ kind: text, scope: text, key: text, code: text });
    fc.assert(
      fc.property(row, row, (one, other) => {
        const digests = [one, other].map((parts) => findingsDigest([{ ...parts, outcome: 'fail' }], counts));
        return (digests[0] === digests[1]) === (JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
