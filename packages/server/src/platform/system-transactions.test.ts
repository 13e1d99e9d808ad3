import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// A transaction that sees every workspace is a door in the wall between tenants. Each says why, and they stand where the work
// itself is about all workspaces or begins before one is known; a new place is added here, with its reason.
const places: Readonly<Record<string, string>> = {
  'access/': 'sign-ins, sessions and memberships are found before a workspace is known',
  'platform/': 'keys, health and the roles themselves',
  'ledger/erasure/clear-erasures.ts': 'what an erasure left behind, in every workspace, at start',
  'ledger/succession/check-logs.ts': 'every log is checked at start',
  'ledger/replace-master-key.ts': 'a new master key is told in every workspace',
  'ledger/sign-on-growth.ts': 'one query finds the logs that grew',
  'intake/recover-pulls.ts': 'readings a crash left behind, in every workspace, at start',
  'sample/remove-sample.ts': 'a sample that was thrown away is cleared when nobody is in it any more',
  'workforce/leavers/reports/leave-form.ts': 'a form is found by its token before a workspace is known',
  'schedule.ts': 'work by the clock, workspace by workspace',
  'start-server.ts': 'what is kept up at start, workspace by workspace',
};

const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));

/** Calls, and not the definition: `database.withSystem(` and a shortened `withSystem(`. */
const call = /\b(withSystem|readSystem)(?:<[^>]*>)?\(\s*([^\s,)]*)/g;

test('a transaction over all workspaces says its reason and stands where one is expected', () => {
  const calls = files
    .filter(({ file }) => file !== join('platform', 'database.ts'))
    .flatMap(({ file, text }) => [...text.matchAll(call)].map((found) => ({ file, reason: found[2] ?? '' })));

  expect(calls.length).toBeGreaterThan(15);
  expect(calls.filter(({ reason }) => !/^['"`]/.test(reason))).toEqual([]);
  const elsewhere = calls.filter(({ file }) => !Object.keys(places).some((place) => file.startsWith(place)));
  expect(elsewhere).toEqual([]);
});

test('no place is named that has none', () => {
  const named = Object.keys(places).filter(
    (place) => !files.some(({ file, text }) => file.startsWith(place) && /(with|read)System\(/.test(text)),
  );

  expect(named).toEqual([]);
});

test('the pool of the system role is handed to libraries alone, which is to nobody yet', () => {
  const users = files.filter(({ text }) => text.includes('.systemPool')).map(({ file }) => file);

  expect(users).toEqual([]);
});
