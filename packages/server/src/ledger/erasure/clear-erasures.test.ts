import { expect, test } from 'vitest';
import { recordMember } from '../../access/record-member.ts';
import type { Actor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { approveErasure } from './approve-erasure.ts';
import { clearQuietly } from './clear-erasures.ts';
import { describeErasure } from './describe-erasure.ts';
import { findErasure } from './erasures.store.ts';
import { requestErasure } from './request-erasure.ts';

async function addOwner({ services, workspaceId }: TestServices, userId: string): Promise<Actor> {
  const identity = { name: userId, email: `${userId}@company.example` };
  const member = { workspaceId, userId, role: 'owner', identity, addedBy: null, isFirst: false } as const;
  const { subjectId } = await services.database.withSystem('test', (tx) =>
    recordMember(tx, { ...member, slug: 'default' }, services),
  );
  return { kind: 'user', id: subjectId, userId, label: 'owner' };
}

test('an approval stands where the files could not be cleared; that is told, and made up for later', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  const [asking, approving] = [await addOwner(context, 'one'), await addOwner(context, 'two')];
  const positions = (await writeNotes(context, 1)).map(({ position }) => position);
  const what = { subject: null, positions, legalBasis: 'gdpr-art-17-1-b', reason: 'By letter.' } as const;
  const erasure = await requestErasure({ workspaceId, actor: asking, ...what }, services);
  const failing = {
    afterwards: async () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    },
  };
  const erasureParts = { ...services.erasureParts, all: [...services.erasureParts.all, failing] };
  const told = () =>
    services.database.withWorkspace(workspaceId, async (tx) => {
      const found = await findErasure(tx, erasure);
      if (found === null) throw new Error('the erasure has no row');
      return { state: found.state, notes: (await describeErasure(tx, found, services)).notes };
    });

  await approveErasure({ workspaceId, actor: approving, erasure }, { ...services, erasureParts });
  const before = await told();
  await clearQuietly(workspaceId, services);

  expect(before).toMatchObject({ state: 'approved' });
  expect(before.notes[0]).toContain('not cleared yet');
  expect((await told()).notes).toEqual(before.notes.slice(1));
});
