import { createHash } from 'node:crypto';
import { append } from '../../../ledger/index.ts';
import { type Actor, refuse, type Services, type WorkspaceId } from '../../../platform/index.ts';
import { ownWords } from '../../../redaction/index.ts';
import { deleteForm, findForm, writeForm } from './leave-reports.store.ts';

type FormOrder = { readonly workspaceId: WorkspaceId; readonly actor: Actor };

/** Turns the public form on and answers the end of its link, which is shown this once; a link there was ends. */
export async function openForm({ workspaceId, actor }: FormOrder, services: Services): Promise<string> {
  services.keyring.assertOpen();
  if (actor.kind !== 'user') refuse('person-needed');
  const token = services.ids.random('frm');
  const at = services.clock.now();
  await services.database.withWorkspace(workspaceId, async (tx) => {
    await append(tx, [formEntry('leave-form.opened@1', actor, at)], services);
    await writeForm(tx, { digest: digestOf(token), openedAt: at, openedBy: actor.id });
  });
  services.live.publish(workspaceId, 'ledger');
  return token;
}

export async function closeForm({ workspaceId, actor }: FormOrder, services: Services): Promise<void> {
  services.keyring.assertOpen();
  const at = services.clock.now();
  await services.database.withWorkspace(workspaceId, async (tx) => {
    if (!(await deleteForm(tx))) return;
    await append(tx, [formEntry('leave-form.closed@1', actor, at)], services);
  });
  services.live.publish(workspaceId, 'ledger');
}

/** Whose form this link opens. Throws `not-found` for one that is wrong, or was turned off. */
export async function requireForm(
  token: string,
  services: Services,
): Promise<{ readonly workspaceId: WorkspaceId; readonly name: string }> {
  const found = await services.database.withSystem('open a report form', (tx) =>
    findForm(tx, digestOf(token)),
  );
  if (found === null) return refuse('not-found');
  // The id of a workspace comes out of its own row.
  return { workspaceId: found.workspaceId as WorkspaceId, name: found.name };
}

function formEntry(type: `leave-form.${string}@${number}`, actor: Actor, at: string) {
  return {
    type,
    actor,
    occurredAt: at,
    observedAt: at,
    refs: [],
    payload: ownWords({ form: 'leave-report' }),
  };
}

/** Random in full, so that a plain digest tells nobody the link. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
