import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listPopulations } from '../facts/index.ts';
import { openTestServices, pullFrom, type TestServices } from '../testing/open-test-services.ts';
import { isUpload } from './uploaded-once.ts';
import { insertUpload } from './uploads.store.ts';

test('reading one uploaded copy again is refused and does not renew its age', async () => {
  await using context = await openTestServices();
  const path = await upload(context, 'email,role,start\nada@company.example,Agent,2026-01-01\n');
  await pullFrom(context, 'table', { path });
  context.clock.set('2026-03-20T12:00:00.000Z');

  const again = pullFrom(context, 'table', { path });

  await expect(again).rejects.toMatchObject({ code: 'upload-read-before' });
  const { services, workspaceId } = context;
  const [people] = await services.database.withWorkspace(workspaceId, (tx) => listPopulations(tx, services));
  expect(people).toMatchObject({ items: 1, lastCompleteAt: '2026-03-01T12:00:00.000Z' });
});

test('a copy that could not be read may be tried again, e.g. with another mapping', async () => {
  await using context = await openTestServices();
  const path = await upload(context, 'Anschrift,role,start\nada@company.example,Agent,2026-01-01\n');

  const first = await pullFrom(context, 'table', { path, kind: 'person' });
  const second = await pullFrom(context, 'table', { path, kind: 'person', mapping: { email: 'Anschrift' } });

  expect([first.state, second.state]).toEqual(['failed', 'completed']);
});

test.each([
  ['/srv/daybook/files/intake/ws/upl_1/people.csv', true],
  ['/srv/daybook/files/intake-of-mine/people.csv', false],
  ['/srv/exports/people.csv', false],
])('%s is an uploaded copy: %s', (path, expected) => {
  expect(isUpload({ settings: { path } }, { dataDir: '/srv/daybook' })).toBe(expected);
});

async function upload({ services, workspaceId }: TestServices, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-upload-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'people.csv');
  writeFileSync(path, text);
  const row = { id: 'upl_1', name: 'people.csv', bytes: text.length, path, by: null };
  await services.database.withWorkspace(workspaceId, (tx) => insertUpload(tx, row, services.clock.now()));
  return path;
}
