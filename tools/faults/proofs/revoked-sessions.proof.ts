import { get } from 'node:http';
import { openSession } from '../../../packages/server/src/access/sign-in/open-session.ts';
import { type OwnServer, openOwnServer, owner, setUpOwner } from '../own-server.ts';
import type { Proof } from '../proof-context.ts';

const screens = 20;
const sessionsPerTransaction = 250;
const checksAtOnce = 16;

/** Ten thousand sessions of one person and their open screens end with one request; none of them is anybody afterwards. */
export const proof: Proof = {
  name: 'revoked-sessions',
  run: async ({ isSmall, say }) => {
    await using own = await openOwnServer();
    const cookie = await setUpOwner(own);
    const sessions = await openSessions(own, isSmall ? 200 : 10_000);
    const closed = await Promise.all(
      Array.from({ length: screens - 1 }, (_, index) => openScreen(own, sessions[index] ?? '')),
    );
    const startedAt = performance.now();
    const { status } = await own.ask('DELETE', '/api/account/sessions', cookie);
    const endedMs = performance.now() - startedAt;
    await Promise.all(closed.map(({ end }) => end));
    const closedMs = performance.now() - startedAt;
    if (status !== 200) throw new Error(`the sessions were not ended: ${status}`);
    const alive = await countAlive(own, sessions);
    if (alive > 0) throw new Error(`${alive} sessions were still somebody`);
    if ((await own.ask('GET', '/api/account', cookie)).status !== 200)
      throw new Error('the session that asked ended too');
    say(
      `${sessions.length} sessions ended in ${endedMs.toFixed(0)} ms, ${closed.length} open screens closed after ${closedMs.toFixed(0)} ms, every one of them refused afterwards`,
    );
  },
};

/** Through the one function that every way in ends in. */
async function openSessions({ server }: OwnServer, count: number): Promise<readonly string[]> {
  const { services } = server;
  const { rows } = await services.database.systemPool.query<{ id: string }>(
    'select id from auth_user where email = $1',
    [owner.email],
  );
  const userId = rows[0]?.id ?? '';
  const cookies: string[] = [];
  while (cookies.length < count) {
    await services.database.withSystem('proof', async (tx) => {
      for (let index = 0; index < sessionsPerTransaction && cookies.length < count; index += 1) {
        const opening = { userId, method: 'password', hasSecondFactor: true, device: null } as const;
        const session = await openSession(tx, opening, services);
        cookies.push(...session.cookies.map((line) => line.split(';')[0] ?? ''));
      }
    });
  }
  return cookies;
}

type Screen = { readonly end: Promise<void> };

/** A live stream that is open; `end` comes when the server closed it. */
function openScreen({ port }: OwnServer, cookie: string): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const headers = { cookie };
    get({ host: '127.0.0.1', port, path: '/api/workspaces/default/live', headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a screen was not opened: ${answer.statusCode}`));
      const end = new Promise<void>((ended) => answer.once('close', ended));
      answer.once('data', () => resolve({ end }));
      answer.resume();
    }).on('error', reject);
  });
}

async function countAlive({ ask }: OwnServer, cookies: readonly string[]): Promise<number> {
  let alive = 0;
  const left = [...cookies];
  const check = async () => {
    for (let cookie = left.pop(); cookie !== undefined; cookie = left.pop())
      if ((await ask('GET', '/api/account', cookie)).status !== 401) alive += 1;
  };
  await Promise.all(Array.from({ length: checksAtOnce }, check));
  return alive;
}
