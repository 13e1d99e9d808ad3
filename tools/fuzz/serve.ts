import { writeHeapSnapshot } from 'node:v8';
import { startServer } from '../../packages/server/src/start-server.ts';

/** The server under test, in a process of its own, so that what is measured is its memory alone. Run with `--expose-gc`. */
const [dataDir = '', port = '0'] = process.argv.slice(2);
const server = await startServer({ dataDir, tcp: { host: '127.0.0.1', port: Number(port) } });
process.on('message', (question: { measure?: true; stop?: true; snapshot?: string }) => {
  if (question.stop) return void server.close().then(() => process.exit(0));
  for (let i = 0; i < 4; i += 1) globalThis.gc?.();
  if (question.snapshot) writeHeapSnapshot(question.snapshot);
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heapUsed, external });
});
process.send?.({ setupLink: server.setupLink });
