import { startServer } from '@daybook/server';
import { request } from 'node:http';
process.env.DAYBOOK_KEY_DIR = '/tmp/time-bench/keys';
const server = await startServer({ dataDir: '/tmp/time-bench/data', tcp: null });
const call = (method: string, path: string, body?: unknown) => new Promise<any>((resolve, reject) => {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const r = request({ socketPath: server.socketPath, method, path: '/api/workspaces/default' + path, headers: { host: 'daybook', ...(payload && { 'content-type': 'application/json' }) }, agent: false }, (res) => { let t = ''; res.on('data', (c) => { t += c; }); res.on('end', () => res.statusCode! < 300 ? resolve(JSON.parse(t)) : reject(new Error(t))); });
  r.on('error', reject); r.end(payload);
});
const hex = (x: number) => Math.floor(x * 2 ** 32).toString(16).padStart(8, '0');
async function measure(name: string, of: (x: number) => string, n = 40) {
  const times: number[] = [];
  for (let i = 0; i < n; i++) { const s = performance.now(); await call('GET', of((i * 0.6180339887) % 1)); times.push(performance.now() - s); }
  times.sort((a, b) => a - b);
  console.log(name, 'p50', times[n >> 1]!.toFixed(1), 'p95', times[Math.floor(n * 0.95)]!.toFixed(1));
}
const cursor = (x: number) => Buffer.from(JSON.stringify(['crm', `crm/sub_${hex(x)}`])).toString('base64url');
const page = (x: number) => `/populations/items?kind=account&limit=50&cursor=${cursor(x)}`;
const pageS = (x: number) => `${page(x)}&scope=crm`;
const closings = (await call('GET', '/ledger/entries?type=pull.completed')).items.map((i: any) => i.position);
console.log('closings', closings);
await measure('warm', page, 5);
await measure('now', page); await measure('now scope', pageS);
await measure('known whole', (x) => `${page(x)}&knownAt=${closings[0]}`);
await measure('known whole scope', (x) => `${pageS(x)}&knownAt=${closings[0]}`);
await measure('known early', (x) => `${page(x)}&knownAt=${closings.at(-1)}`);
await measure('true now', (x) => `${page(x)}&trueAt=${new Date().toISOString()}`);
await measure('populations', () => `/populations?knownAt=${closings[0]}`);
await measure('search type', () => '/ledger/entries?search=connection.');
await measure('search ref none', () => '/ledger/entries?ref=con_none');
await measure('health', () => '/ledger/health', 10);
const rss: number[] = [process.memoryUsage.rss() / 2 ** 20];
const t = setInterval(() => rss.push(process.memoryUsage.rss() / 2 ** 20), 250);
const s = performance.now();
const r = await call('POST', '/ledger/replay', {});
clearInterval(t);
console.log('replay', ((performance.now() - s) / 1000).toFixed(1), 's', JSON.stringify(r).slice(0, 600), 'rss from', rss[0]!.toFixed(0), 'max', Math.max(...rss).toFixed(0));
await server.close();
