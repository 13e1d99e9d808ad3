import type { Agency } from './read-agencies.ts';

export type AgencyState = 'not-begun' | 'running' | 'ending' | 'ended';

const endingDays = 30;
const dayMs = 86_400_000;

/** How an engagement stands on a day of the workspace. It ends with its last day, by itself. */
export function agencyState(
  agency: Agency,
  today: string,
): { readonly state: AgencyState; readonly daysLeft: number | null } {
  const { engagementFrom, engagementUntil, endedAt } = agency;
  const daysLeft = engagementUntil === null ? null : daysBetween(today, engagementUntil);
  if (endedAt !== null || (daysLeft !== null && daysLeft < 0)) return { state: 'ended', daysLeft };
  if (engagementFrom !== null && engagementFrom > today) return { state: 'not-begun', daysLeft };
  return { state: daysLeft !== null && daysLeft <= endingDays ? 'ending' : 'running', daysLeft };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}
