import { describe, expect, test } from 'vitest';
import { createCosigner, createNoteSigner, sha256 } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { formatPolicy, POLICY_LISTED_MAX, POLICY_SIZE_MAX_CHARACTERS, parsePolicy } from './tlog-policy.ts';
import { createVkey, formatVkey } from './vkey.ts';

function seedOf(fill: number): Uint8Array {
  return new Uint8Array(32).fill(fill);
}

function witnessKey(fill: number): string {
  return formatVkey(createCosigner(`witness.example/${fill}`, seedOf(fill)).vkey);
}

const log = createNoteSigner('log.example', seedOf(100)).vkey;
const otherLog = createNoteSigner('other.example', seedOf(101)).vkey;
const logLine = `log ${formatVkey(log)}\n`;
const [x1, x2, x3, y1] = [1, 2, 3, 4].map(witnessKey);

/** The example of the specification, with keys and one address put in. */
const example = `${logLine}
witness X1 ${x1}
witness X2 ${x2} https://witness.example/x2
witness X3 ${x3}
group X-witnesses 2 X1 X2 X3

witness Y1 ${y1}
group Y-witnesses any Y1

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

test('reads the example of the specification', () => {
  const policy = parsePolicy(sha256, example);

  expect(policy.logs).toEqual([{ vkey: log, url: null }]);
  expect(policy.witnesses.map(({ name, vkey, url }) => [name, formatVkey(vkey), url])).toEqual([
    ['X1', x1, null],
    ['X2', x2, 'https://witness.example/x2'],
    ['X3', x3, null],
    ['Y1', y1, null],
  ]);
  expect(policy.groups).toEqual([
    { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
    { name: 'Y-witnesses', threshold: 1, members: ['Y1'] },
    { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
  ]);
  expect(policy.quorum).toBe('X-and-Y');
});

test('writes what it reads', () => {
  const text = formatPolicy(sha256, parsePolicy(sha256, example));

  expect(text).toBe(
    `${logLine}witness X1 ${x1}\nwitness X2 ${x2} https://witness.example/x2\nwitness X3 ${x3}\nwitness Y1 ${y1}\n` +
      'group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses 1 Y1\ngroup X-and-Y 2 X-witnesses Y-witnesses\nquorum X-and-Y\n',
  );
  expect(formatPolicy(sha256, { logs: [], witnesses: [], groups: [], quorum: null })).toBe('quorum none\n');
});

describe('takes', () => {
  test.each([
    ['no logs and no witnesses', 'quorum none\n'],
    ['the last line without its line feed', 'quorum none'],
    ['spaces, tabs and empty lines', '\n \t\n\t quorum \t none \t\n'],
    ['comments, also ones set in', '# a comment\n\t # another: \u00e9\nquorum none\n#'],
    ['a comment without a space', '#comment\nquorum none\n'],
    [
      'ten of ten',
      `${Array.from({ length: 10 }, (_, i) => `witness w${i} ${witnessKey(20 + i)}\n`).join('')}group g 10 w0 w1 w2 w3 w4 w5 w6 w7 w8 w9\nquorum g\n`,
    ],
    ['a witness as quorum', `witness w ${x1}\nquorum w\n`],
    [
      'names that are not ASCII',
      `witness \u212a ${x1}\nwitness K ${x2}\ngroup \u00a0 all K \u212a\nquorum \u00a0\n`,
    ],
    ['the logs after the quorum', `quorum none\n${logLine}`],
    [
      'one key for a log and a witness',
      `${logLine}witness w ${formatVkey(createCosigner('log.example', seedOf(100)).vkey)}\nquorum w\n`,
    ],
    ['a group of one', `witness w ${x1}\ngroup g 1 w\nquorum g\n`],
    ['a group that is named like a keyword', `witness all ${x1}\ngroup group all all\nquorum group\n`],
  ])('%s', (_, text) => {
    expect(() => parsePolicy(sha256, text)).not.toThrow();
  });
});

describe('refuses', () => {
  const two = `witness w ${x1}\nwitness v ${x2}\n`;
  test.each([
    ['nothing', '', 'exactly one quorum'],
    ['no quorum', logLine, 'exactly one quorum'],
    ['two quorums', 'quorum none\nquorum none\n', 'exactly one quorum'],
    ['a quorum that is not defined', 'quorum w\n', 'quorum is not defined before it'],
    ['a quorum before its definition', `quorum w\nwitness w ${x1}\n`, 'quorum is not defined before it'],
    ['a quorum that is a log', `${logLine}quorum log.example\n`, 'quorum is not defined before it'],
    ['a quorum without a name', 'quorum\n', 'quorum is not one name'],
    ['a quorum of two names', 'quorum none none\n', 'quorum is not one name'],
    ['a comment after a line', 'quorum none # nobody\n', 'quorum is not one name'],
    ['another keyword', 'logs x\nquorum none\n', 'does not begin with'],
    ['a keyword in capitals', 'Quorum none\n', 'does not begin with'],
    ['a carriage return', 'quorum none\r\n', 'control characters'],
    ['a delete character', 'quorum none\n#\u007f\n', 'control characters'],
    ['a null', '#\0\nquorum none\n', 'control characters'],
    ['a lone surrogate', '#\ud800\nquorum none\n', 'control characters'],
    ['another white space for a separator', 'quorum\u00a0none\n', 'does not begin with'],
    ['a log without a key', 'log\nquorum none\n', 'log is not a key'],
    ['a log with a name', `log name ${formatVkey(log)}\nquorum none\n`, 'not made of name'],
    ['a log with two addresses', `${logLine.trimEnd()} a b\nquorum none\n`, 'log is not a key'],
    ['a log with the key of a witness', `log ${x1}\nquorum none\n`, 'key of a log is one of a witness'],
    ['a log twice', `${logLine}${logLine}quorum none\n`, 'listed twice'],
    [
      'a log twice under other names',
      `${logLine}log ${formatVkey(createNoteSigner('b.example', seedOf(100)).vkey)}\nquorum none\n`,
      'listed twice',
    ],
    [
      "a log whose key id is not its key's",
      `log log.example+00000000+${formatVkey(log).split('+').slice(2).join('+')}\nquorum none\n`,
      'does not belong',
    ],
    ['a witness without a key', 'witness w\nquorum none\n', 'witness is not a name'],
    ['a witness without a name', 'witness\nquorum none\n', 'witness is not a name'],
    ['a witness with two addresses', `witness w ${x1} a b\nquorum none\n`, 'witness is not a name'],
    [
      'a witness with the key of a log',
      `witness w ${formatVkey(log)}\nquorum none\n`,
      'key of a witness is one of a log',
    ],
    ['a witness twice', `witness w ${x1}\nwitness v ${x1}\nquorum none\n`, 'listed twice'],
    ['two witnesses of one name', `witness w ${x1}\nwitness w ${x2}\nquorum none\n`, 'name is taken'],
    ['a witness named none', `witness none ${x1}\nquorum none\n`, 'name is taken'],
    ['a group named none', `${two}group none all w v\nquorum none\n`, 'name is taken'],
    ['a group named like a witness', `${two}group w all v\nquorum none\n`, 'name is taken'],
    [
      'a witness named like a group',
      `witness w ${x1}\ngroup g all w\nwitness g ${x2}\nquorum g\n`,
      'name is taken',
    ],
    ['a group that holds itself', `${two}group g all w g\nquorum g\n`, 'member of a group is not defined'],
    [
      'a member that is defined later',
      `group g all w\nwitness w ${x1}\nquorum g\n`,
      'member of a group is not defined',
    ],
    ['a member named none', `${two}group g all none\nquorum g\n`, 'member of a group is not defined'],
    ['a member twice in a group', `${two}group g all w w\nquorum g\n`, 'member twice'],
    ['a member of two groups', `${two}group g all w\ngroup h all w v\nquorum h\n`, 'member twice'],
    ['a group without members', `${two}group g all\nquorum none\n`, 'group is not a name'],
    ['a group without a number', `${two}group g\nquorum none\n`, 'group is not a name'],
    ['a group without a name', 'group\nquorum none\n', 'group is not a name'],
    ['none of a group', `${two}group g 0 w v\nquorum g\n`, '1 up to all'],
    ['more of a group than it has', `${two}group g 3 w v\nquorum g\n`, '1 up to all'],
    ['a number with a leading zero', `${two}group g 01 w v\nquorum g\n`, '1 up to all'],
    ['a number with a sign', `${two}group g +1 w v\nquorum g\n`, '1 up to all'],
    ['a number that is none', `${two}group g some w v\nquorum g\n`, '1 up to all'],
    ['a number with something after it', `${two}group g 1x w v\nquorum g\n`, '1 up to all'],
    ['a number with an exponent', `${two}group g 1e0 w v\nquorum g\n`, '1 up to all'],
    ['a number of four digits', `${two}group g 1000 w v\nquorum g\n`, '1 up to all'],
  ])('%s', (_, text, message) => {
    expect(refusalOf(() => parsePolicy(sha256, text))).toContain(message);
  });

  test('an address that would be a line of its own', () => {
    const logs = [{ vkey: log, url: `x\nlog ${formatVkey(otherLog)}` }];

    expect(
      refusalOf(() => formatPolicy(sha256, { logs, witnesses: [], groups: [], quorum: null })),
    ).toContain('white space');
  });

  test('to write what it would not read', () => {
    expect(
      refusalOf(() => formatPolicy(sha256, { logs: [], witnesses: [], groups: [], quorum: 'w' })),
    ).toContain('quorum is not defined');
  });

  test('two keys that one signature line could mean', () => {
    const clash = () => new Uint8Array(32);
    const a = formatVkey(createVkey(clash, 'log.example', seedOf(1)));
    const b = formatVkey(createVkey(clash, 'log.example', seedOf(2), 'cosignature'));

    const other = formatVkey(createVkey(clash, 'other.example', seedOf(3)));
    expect(parsePolicy(clash, `log ${a}\nlog ${other}\nquorum none\n`).logs.length).toBe(2);
    expect(refusalOf(() => parsePolicy(clash, `log ${a}\nwitness w ${b}\nquorum none\n`))).toContain(
      'listed twice',
    );
    expect(refusalOf(() => parsePolicy(clash, `witness w ${b}\nlog ${a}\nquorum none\n`))).toContain(
      'listed twice',
    );
  });
});

describe('the limits', () => {
  test('allow as many as they say, and no more', () => {
    const witnesses = (count: number) =>
      Array.from({ length: count }, (_, i) => {
        const key = new Uint8Array(32).fill(i % 256);
        key[0] = Math.floor(i / 256);
        return `witness w${i} ${formatVkey(createVkey(sha256, 'w.example', key, 'cosignature'))}\n`;
      }).join('');

    const most = `${witnesses(POLICY_LISTED_MAX)}quorum none\n`;
    expect(parsePolicy(sha256, most).witnesses.length).toBe(256);
    expect(
      refusalOf(() => parsePolicy(sha256, `${witnesses(POLICY_LISTED_MAX + 1)}quorum none\n`)),
    ).toContain('too large');
  });

  test('bound the text', () => {
    const padding = '#'.repeat(POLICY_SIZE_MAX_CHARACTERS - 'quorum none\n'.length);

    expect(parsePolicy(sha256, `quorum none\n${padding}`).quorum).toBeNull();
    expect(refusalOf(() => parsePolicy(sha256, `quorum none\n${padding}#`))).toContain('too large');
    expect(POLICY_SIZE_MAX_CHARACTERS).toBe(1_000_000);
  });
});
