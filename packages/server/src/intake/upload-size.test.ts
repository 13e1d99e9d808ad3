import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { origin, setUp, startAccess } from '../access/testing/start-access.ts';
import { discoverRoutes } from '../platform/index.ts';

const megabyte = Buffer.alloc(1_048_576, 0x61);
const head =
  '--line\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n';

test('an upload above 512 MB is refused, never held in memory and leaves nothing behind', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'daybook-size-'));
  try {
    await using server = await startAccess({ dataDir }, await discoverRoutes());
    const cookie = await setUp(server);
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const before = process.memoryUsage().rss;
    let highest = before;

    const status = await upload(server.app.server.address() as AddressInfo, cookie, () => {
      highest = Math.max(highest, process.memoryUsage().rss);
    });

    expect(status).toBe(413);
    expect(highest - before).toBeLessThan(200 * 1_048_576);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true });
    expect(files.filter((one) => one.isFile())).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 120_000);

function upload({ port }: AddressInfo, cookie: string, onPart: () => void): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { origin, cookie, 'content-type': 'multipart/form-data; boundary=line' };
  const path = '/api/workspaces/default/uploads';
  const sending = request({ host: '127.0.0.1', port, method: 'POST', path, headers }, (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  sending.on('error', reject);
  const parts = function* () {
    yield head;
    for (let i = 0; i < 513; i += 1) {
      onPart();
      yield megabyte;
    }
    yield '\r\n--line--\r\n';
  };
  Readable.from(parts()).pipe(sending);
  return promise;
}
