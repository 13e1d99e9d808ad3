import { createSecretKey, type KeyObject } from 'node:crypto';
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

/** The workspace's key for look-up hashes; derived, so that a restored backup finds the same people again. */
export function intakeKey(context: Pick<PullContext, 'workspaceId' | 'services'>): KeyObject {
  return createSecretKey(context.services.keyring.derive(`intake:${context.workspaceId}`));
}
