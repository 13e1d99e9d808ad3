import { readdirSync, readFileSync } from 'node:fs';
import { type Detector, detectorKinds, redactText } from '@daybook/redaction';
import { describe, expect, test } from 'vitest';

type DetectorCase = {
  readonly text: string;
  readonly matches: readonly { readonly start: number; readonly end: number }[];
};

const folder = new URL('./', import.meta.url);

const ids = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map((each) => each.name);

const units = await Promise.all(
  ids.map(async (id) => {
    // a unit exports `detector`, and what it really is the tests below find out
    const { detector } = (await import(new URL(`${id}/detector.ts`, folder).href)) as { detector: Detector };
    // the tests below try each case
    const cases = JSON.parse(readFileSync(new URL(`${id}/cases.json`, folder), 'utf8')) as DetectorCase[];
    return { id, detector, cases };
  }),
);

const detectors = units.map(({ detector }) => detector);

/** Long texts that make a careless pattern slow: each repeats what a match begins with and never ends one. */
const hostileTexts = [
  ...[
    'a',
    '1',
    '0',
    ' ',
    '-',
    '.',
    '@',
    '_',
    '+',
    '=',
    '(',
    'eyJ',
    'a.',
    'a@',
    '@a',
    'a@a.',
    '1 ',
    '1-',
    '01 ',
  ],
  ...[
    '+1 ',
    '4111 ',
    'eyJaaaaaaaa.',
    'eyJaaaaaaaa.eyJ',
    'password',
    'password=',
    'password: ',
    'a_',
    'a_password_',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAA\n',
    '\\n',
  ],
  ...[
    '://a:',
    '://a:b',
    'Bearer ',
    'tel ',
    'tel. 1 ',
    'xox',
    'xoxb-',
    'ghp_',
    'sk-',
    'AIza',
    '%40',
    '\u00e9',
    '\n',
  ],
];

const hostileCharacters = 1_000_000;
const hostileTimeoutMs = 5_000;

describe.each(units)('detector $id', ({ id, detector, cases }) => {
  test('is named after its folder and says what it finds', () => {
    expect(detector.id).toBe(id);
    expect(detectorKinds).toContain(detector.kind);
    expect(detector.title.length).toBeGreaterThan(0);
  });

  test('says in words what it does and does not find', () => {
    expect(readFileSync(new URL(`${id}/README.md`, folder), 'utf8')).toMatch(/^# .+\n/);
  });

  test('has three cases with a match and three without', () => {
    const withMatch = cases.filter(({ matches }) => matches.length > 0).length;

    expect(withMatch).toBeGreaterThanOrEqual(3);
    expect(cases.length - withMatch).toBeGreaterThanOrEqual(3);
  });

  test.each(cases)('finds what it should in $text', ({ text, matches }) => {
    const found = detector.find(text).toSorted((a, b) => a.start - b.start);
    const distinct = found.filter((each, i) => found.findIndex(({ start }) => start === each.start) === i);

    expect(distinct).toEqual(matches.map((span) => ({ ...span, kind: detector.kind, detector: id })));
  });

  test('finds nothing in its own masks', () => {
    for (const { text } of cases) {
      const masked = redactText(text, detectors).text;
      expect(redactText(masked, detectors).text).toBe(masked);
    }
  });

  test(
    'takes its time by the length of a text, whatever stands in it',
    () => {
      for (const part of hostileTexts) {
        const text = part.repeat(Math.ceil(hostileCharacters / part.length));
        for (const { start, end } of detector.find(text))
          expect(start < end && end <= text.length).toBe(true);
      }
    },
    hostileTimeoutMs * 4,
  );
});

test.each([
  'fix #1234 in abcdef1234567890abcdef',
  'Revert "da39a3ee5e6b4b0d3255bfef95601890afd80709"',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'digest 1234567890123456789012345678901234567890',
  'release v1.2.3, 10.4.0-rc.1 and 2026.03.01',
  'at 2026-03-01T12:00:00.123+02:00, 01.03.2026 15:30 and 03/01/2026',
  'request 550e8400-e29b-41d4-a716-446655440000 from 192.168.100.200:8080',
  'subject sub_7c1e0a52-1f0a-4b6d-8f3a-0123456789ab of ent_0195553c-7a2e-7b6d-8f3a-0123456789ab',
  'role arn:aws:iam::123456789012:role/deploy',
  'clone git@code.example:acme/app.git',
  'bump react@18.2.0 and actions/checkout@v4.1.2',
  'Merge pull request #123 from acme/fix-212-555-0123',
  'order 2024-0001-4455, SKU 100-200-3000, 1 234 567 890 rows',
  'CVE-2024-12345, RFC 8785, ISO/IEC 27001:2022, ISBN 978-3-16-148410-0',
  '@@ -1,6 +10,12 @@ unix time 1700000000123',
])('nothing is masked in %s', (text) => {
  expect(redactText(text, detectors).text).toBe(text);
});
