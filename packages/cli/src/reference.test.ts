import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadCommands } from './load-commands.ts';
import { describeCommands } from './reference.ts';

const referenceFile = join(import.meta.dirname, '../../../docs/reference/cli.md');

test('the reference is what the commands say; `npm run generate` writes it again', async () => {
  expect(readFileSync(referenceFile, 'utf8')).toBe(await describeCommands());
});

test('the public words of the command line are all there', async () => {
  const names = (await loadCommands()).map((command) => command.name);

  const promisedNames = [
    'backup',
    'check',
    'collect',
    'framework',
    'import',
    'package',
    'restore',
    'serve',
    'status',
    'verify',
  ];
  expect(names).toEqual(expect.arrayContaining(promisedNames));
});

/** The shapes other programs rely on, from the first release on. Fields may be added, never taken away. */
const promised = {
  import: {
    populations: [
      {
        kind: 'a',
        scope: 'b',
        items: 1,
        added: 1,
        changed: 0,
        closed: 0,
        rejected: 0,
        complete: true,
        reasons: [],
        attributes: {},
      },
    ],
  },
  check: { controls: [{ id: 'a', verdict: 'effective', pass: 1, fail: 0, unknown: 0, notApplicable: 0 }] },
  status: { framework: 'a', asOf: '2026-01-01', requirements: [{ id: 'b', state: 'operating' }] },
  package: { file: 'a', entries: 1, digest: 'b' },
  verify: { valid: false, entries: 1, reran: true, notes: [], problems: [{ what: 'a', where: 'b' }] },
} as const;

test.each(Object.entries(promised))('the shape of `%s` keeps every promised field', async (name, example) => {
  const command = (await loadCommands()).find((one) => one.name === name);
  const shape = command?.jsonSchema ?? z.never();

  expect(
    shape.parse(name === 'import' ? { pull: 'pul_1', connection: 'con_1', ...example } : example),
  ).toMatchObject(example);
});
