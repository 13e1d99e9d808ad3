import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { origin, setUp, startAccess } from '../access/testing/start-access.ts';
import { discoverRoutes } from '../platform/index.ts';

const names: readonly string[] = [
  '../../../../escaped.csv',
  '/etc/escaped.csv',
  '..',
  '.profile',
  '..\\..\\escaped.csv',
];

test('whatever an upload is called, its file stays in a folder of its own', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-names-'));
  try {
    await using server = await startAccess({ dataDir }, await discoverRoutes());
    const cookie = await setUp(server);
    for (const name of names) {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/api/workspaces/default/uploads',
        headers: { origin, cookie, 'content-type': 'multipart/form-data; boundary=line' },
        payload: `--line\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\na,b\r\n--line--\r\n`,
      });
      expect([name, answer.statusCode]).toEqual([name, 200]);
    }

    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );

    expect(files.map((one) => relative(dataDir, one.parentPath).split('/').length)).toEqual(
      names.map(() => 4),
    );
    expect(files.map((one) => one.name).sort()).toEqual([
      'escaped.csv',
      'escaped.csv',
      'escaped.csv',
      'file',
      'profile',
    ]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);
