import type { FastifyReply } from 'fastify';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { insertLogRow } from './scim-log.store.ts';
import { scimError, scimMediaType } from './scim-problem.ts';
import { noteChange } from './scim-provider.store.ts';

export type ScimAnswer = {
  readonly status: number;
  /** Null answers nothing but the status. */
  readonly body: object | null;
  readonly location?: string;
};

/** What was done, in short words without anything personal, and to whom. */
export type ScimDone = {
  readonly answer: ScimAnswer;
  readonly outcome: string;
  readonly subject?: string | null;
  readonly group?: string | null;
  readonly hasChanged?: boolean;
  /** Called after the commit. */
  readonly afterCommit?: () => void;
};

export type ScimCall = {
  readonly workspaceId: WorkspaceId;
  /** `user.create` and so on, as the log shows it. */
  readonly operation: string;
  readonly reply: FastifyReply;
  /** Whom it is about, for the row of what is refused. */
  readonly about?: (tx: Tx) => Promise<{ readonly subject?: string | null; readonly group?: string | null }>;
};

/**
 * Does one operation of the client and answers it. Its row of the log is written with it; of what is refused nothing stays but
 * that row. Changes see every workspace's sign-ins, reads see their own workspace alone.
 */
export async function runScim(
  call: ScimCall,
  kind: 'read' | 'change',
  services: Services,
  work: (tx: Tx) => Promise<ScimDone>,
): Promise<FastifyReply> {
  const { workspaceId, reply } = call;
  if (kind === 'change') services.keyring.assertOpen();
  const inTx = async (tx: Tx) => {
    const done = await work(tx);
    const { outcome, subject = null, group = null } = done;
    await insertLogRow(
      tx,
      workspaceId,
      rowOf(call, services, { outcome, subject, group, status: done.answer.status }),
    );
    if (done.hasChanged === true) await noteChange(tx, workspaceId, services.clock.now());
    return done;
  };
  try {
    const done =
      kind === 'read'
        ? await services.database.withWorkspace(workspaceId, inTx)
        : await services.database.withSystem(`scim ${call.operation}`, (tx) => inTx({ ...tx, workspaceId }));
    done.afterCommit?.();
    if (done.hasChanged === true) services.live.publish(workspaceId, 'ledger');
    return answer(reply, done.answer);
  } catch (error) {
    await logRefusal(call, error, services);
    throw error;
  }
}

function rowOf(
  { operation }: ScimCall,
  { clock, ids }: Services,
  row: {
    readonly outcome: string;
    readonly status: number;
    readonly subject: string | null;
    readonly group: string | null;
  },
) {
  return { ...row, id: ids.make('scl'), at: clock.now(), operation };
}

async function logRefusal(call: ScimCall, error: unknown, services: Services): Promise<void> {
  const { status, body } = scimError(error);
  // What went wrong on our side is in the server's own log.
  const outcome = 'detail' in body ? `refused: ${String(body.detail)}` : 'refused';
  const { workspaceId } = call;
  await services.database.withWorkspace(workspaceId, async (tx) => {
    const { subject = null, group = null } = (await call.about?.(tx)) ?? {};
    await insertLogRow(tx, workspaceId, rowOf(call, services, { outcome, status, subject, group }));
  });
}

function answer(reply: FastifyReply, { status, body, location }: ScimAnswer): FastifyReply {
  if (location !== undefined) void reply.header('location', location);
  if (body === null) return reply.status(status).send();
  return reply.status(status).type(scimMediaType).send(JSON.stringify(body));
}
