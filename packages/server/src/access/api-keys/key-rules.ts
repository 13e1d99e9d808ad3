import { refuse } from '../../platform/index.ts';
import { type ActionKind, kindOf } from '../permissions/action-groups.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A key lives 90 days unless told otherwise, and never longer than a year. */
export const keyDays = 90;
export const keyDaysMax = 366;
/** What nobody used for so long is shown as forgotten. */
export const unusedDays = 90;
export const keysPerOwnerMax = 100;

/**
 * What a program may be given. Everything that decides stays with people; taking data out, and seeing values about people
 * unmasked, needs to be named.
 */
export const keyKinds: readonly ActionKind[] = ['read', 'write', 'disclose', 'export'];

/** Whether a key may ever hold this action. Keys never make, list or end keys. */
export function mayBeScope(action: string): boolean {
  return keyKinds.includes(kindOf(action)) && !action.startsWith('key.');
}

/** The end of a key as an instant. Refuses one in the past or further away than a year. */
export function endOf(expiresAt: string | undefined, now: string): string {
  const nowMs = Date.parse(now);
  const endMs = expiresAt === undefined ? nowMs + keyDays * dayMs : Date.parse(expiresAt);
  if (endMs <= nowMs) refuse('bad-request', 'the key would have ended already', 'choose a later day');
  if (endMs > nowMs + keyDaysMax * dayMs)
    refuse('bad-request', 'a key lives a year at most', 'choose an earlier day, and make a new key in time');
  return new Date(endMs).toISOString();
}

/** `unused`: it works, but nobody needed it for 90 days. */
export type KeyState = 'working' | 'unused' | 'expired' | 'ended';

export function stateOf(
  key: {
    readonly createdAt: string;
    readonly lastUsedAt: string | null;
    readonly expiresAt: string;
    readonly endedWhy: 'taken-back' | 'expired' | 'access-ended' | null;
  },
  now: string,
): KeyState {
  if (key.endedWhy !== null && key.endedWhy !== 'expired') return 'ended';
  if (key.endedWhy === 'expired' || Date.parse(key.expiresAt) <= Date.parse(now)) return 'expired';
  const idleMs = Date.parse(now) - Date.parse(key.lastUsedAt ?? key.createdAt);
  return idleMs >= unusedDays * dayMs ? 'unused' : 'working';
}
