import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Connector } from '@daybook/kit';
import type { StoredConnection } from '../connections/index.ts';
import type { Actor, Services, WorkspaceId } from '../platform/index.ts';

/** What every step of one pull needs to know. */
export type PullContext = {
  readonly workspaceId: WorkspaceId;
  readonly pullId: string;
  readonly connection: StoredConnection;
  readonly connector: Connector;
  readonly actor: Actor;
  readonly startedAt: string;
  readonly signal: AbortSignal;
  readonly services: Services;
};

const stagingKeys = new WeakMap<PullContext, KeyObject>();

/**
 * The key that names are staged under: it lives in this process for this one pull, so nothing that a pull left in the
 * staging tables' files can be read once the pull has ended.
 */
export function stagingKey(context: PullContext): KeyObject {
  const known = stagingKeys.get(context);
  if (known !== undefined) return known;
  const made = createSecretKey(randomBytes(32));
  stagingKeys.set(context, made);
  return made;
}

/** The workspace's key for look-up hashes; derived, so that a restored backup finds the same people again. */
export function intakeKey(context: Pick<PullContext, 'workspaceId' | 'services'>): KeyObject {
  return createSecretKey(context.services.keyring.derive(`intake:${context.workspaceId}`));
}
