import { expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { closeFork } from '../succession/close-fork.ts';
import { reportForeignHead } from '../succession/report-foreign-head.ts';
import { runTestAnchors, standingOf, withWitness } from './testing/anchor-context.ts';

async function fork({ services, workspaceId }: TestServices): Promise<void> {
  await reportForeignHead({ workspaceId, by: 'Auditor', size: 1_000, root: Buffer.alloc(32, 5) }, services);
}

test('while two histories of the log are known, no earlier confirmation vouches for it', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  expect(await standingOf(context)).toMatchObject({ rung: 3, isOverdue: false });

  await fork(context);

  const told = await standingOf(context);
  expect(told).toMatchObject({ rung: 0, isOverdue: true });
  expect(told.sentence).toBe(
    'Two histories of this log are known; nothing vouches for it until a person closes it.',
  );
});

test('a successor begins at rung 0 and overdue, whatever vouched for the log before it', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  await fork(context);
  const { services, workspaceId } = context;
  await closeFork({ workspaceId, actor: systemActor, reason: 'a backup was put back' }, services);

  const told = await standingOf(context);

  expect(told).toMatchObject({ rung: 0, isOverdue: true, newestAt: null });
  expect(told.sentence).toContain('Nobody outside has confirmed the present log yet');
});
