import type { Tx, WorkspaceId } from '../../platform/index.ts';
import type { SessionMarks } from '../sign-in/session-marks.store.ts';
import { isProviderOf } from './providers.store.ts';

/** What a provider of one workspace vouched for enters no other one: there, nobody is signed in who could see anything. */
export async function isVouchedHere(
  tx: Tx,
  { method, providerId }: Pick<SessionMarks, 'method' | 'providerId'>,
  workspaceId: WorkspaceId,
): Promise<boolean> {
  if (method !== 'sso') return true;
  return providerId !== null && (await isProviderOf(tx, workspaceId, providerId));
}
