import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ownServer } from './own-server.ts';
import { requestOverSocket } from './request-over-socket.ts';
import { makeRepository } from './testing/make-repository.ts';
import { Cli, checkShape, importShape } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-interrupted-'));
const repository = join(root, 'repository');
const cli = new Cli(join(root, 'data'), join(root, 'keys'));
const otherRepository = join(root, 'other');
const commits = 2_000;

beforeAll(() => {
  chmodSync(root, 0o755);
  makeRepository(repository, commits, 'app');
  makeRepository(otherRepository, commits, 'other');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const pulls = z.looseObject({
  items: z.array(z.looseObject({ state: z.string(), progress: z.looseObject({ done: z.number() }) })),
});

/** Waits until the server of the data folder says that it is in the middle of a pull. */
async function pullIsUnderWay({ dataDir }: Cli): Promise<void> {
  const socketPath = await ownServer.socketPathFor(dataDir);
  for (let tries = 0; tries < 2_000; tries += 1) {
    const answer = await requestOverSocket({
      socketPath,
      method: 'GET',
      path: '/api/workspaces/default/pulls',
    }).catch(() => null);
    const newest = pulls.safeParse(answer).data?.items[0];
    if (newest?.state === 'running' && newest.progress.done > 0) return;
    await wait(20);
  }
  throw new Error('no pull was ever under way');
}

test('a kill in the middle of an import leaves nothing visible, and the next import is whole', async () => {
  const { child, ended } = cli.start('import', 'git', repository, '--json');
  await pullIsUnderWay(cli);
  child.kill('SIGKILL');
  await ended;

  const between = await cli.json(checkShape, ['check']);
  const again = await cli.json(importShape, ['import', 'git', repository]);
  const { controls } = await cli.json(checkShape, ['check']);

  expect(between.controls.find((control) => control.id === 'change-review')).toMatchObject({
    pass: 0,
    fail: 0,
    unknown: 0,
  });
  expect(again.populations).toMatchObject([
    {
      kind: 'change',
      scope: 'git.example/acme/app',
      items: commits,
      added: commits,
      changed: 0,
      closed: 0,
      complete: true,
    },
  ]);
  expect(controls.find((control) => control.id === 'change-review')).toMatchObject({ unknown: commits });
}, 90_000);

test('an interrupt ends the import in order with 130, and the next one is whole', async () => {
  const { child, ended } = cli.start('import', 'git', otherRepository, '--json');
  await pullIsUnderWay(cli);
  child.kill('SIGINT');
  const outcome = await ended;

  const again = await cli.json(importShape, ['import', 'git', otherRepository]);

  expect(outcome.exitCode).toBe(130);
  expect(JSON.parse(outcome.err).error.code).toBe('cancelled');
  expect(again.populations).toMatchObject([{ items: commits, added: commits, complete: true }]);
}, 90_000);
