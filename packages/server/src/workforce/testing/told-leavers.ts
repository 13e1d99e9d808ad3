import { identity } from '@daybook/kit';
import { ownRemovals } from '../removals/own-removals.ts';
import type { Telling, WorkforceServer } from './start-workforce.ts';
import { account, credential, listOf, people, person } from './told-records.ts';

export type ToldRun = {
  readonly id: string;
  readonly state: string;
  readonly standing: string;
  readonly subject: string;
  readonly position: number;
  readonly elapsedHours: number;
  readonly hoursLeast: number | null;
  readonly hoursMost: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly unseen: readonly string[];
};
export type ToldItem = {
  readonly id: string;
  readonly system: string;
  readonly what: string;
  readonly layer: string;
  readonly state: string;
  readonly lastSeenAt: string | null;
  readonly firstAbsentAt: string | null;
  readonly isObservable: boolean;
  readonly reasons: readonly string[];
  readonly usedAfterAt: string | null;
  readonly attestation: { readonly until: string | null } | null;
  readonly dueAt: string;
};

export async function runsOf(server: WorkforceServer): Promise<readonly ToldRun[]> {
  return (await server.send('GET', '/leavers', server.owner)).json<{ items: ToldRun[] }>().items;
}

export async function newestRunOf(
  server: WorkforceServer,
): Promise<ToldRun & { readonly removals: readonly ToldItem[] }> {
  const all = await runsOf(server);
  const read = await server.send('GET', `/leavers/${all[0]?.id}`, server.owner);
  if (read.statusCode !== 200) throw new Error(read.body);
  return read.json();
}

/** Somebody stays on each list, so that no list is ever empty. */
export function accountsOn(system: string, ...logins: readonly string[]): Telling {
  return listOf('account', system, [
    account('stays', { system }),
    ...logins.map((login) => account(login, { system })),
  ]);
}

/** What an agency holds on a portfolio of brands: itself, somebody of theirs, a system user and its token. */
export const partner = account('', {
  ...{ system: 'portfolio', holder: identity({ login: 'acme-social', system: 'portfolio' }) },
  ...{ accountKind: 'partner', organisation: 'Acme Social' },
});
export const freelancer = account('', {
  system: 'portfolio',
  holder: identity({ email: 'kim@acme.example' }),
});
export const systemUser = account('', {
  ...{ system: 'portfolio', holder: identity({ login: 'publisher-1', system: 'portfolio' }) },
  ...{ accountKind: 'service', organisation: 'Acme Social' },
});
export const token = credential('token-1', {
  system: 'portfolio',
  owner: identity({ login: 'publisher-1', system: 'portfolio' }),
});
export const ours = account('stays', { system: 'portfolio' });

export function portfolio(accounts: readonly (typeof ours)[], tokens: readonly (typeof token)[]): Telling[] {
  return [listOf('account', 'portfolio', accounts), listOf('credential', 'portfolio', tokens)];
}

export const systems = Array.from({ length: 9 }, (_, i) => `system-${i + 1}`);

/** Every list but the agency's, whole and without who left. */
export async function tellOthers(server: WorkforceServer, ...more: readonly string[]): Promise<void> {
  for (const system of [...systems, 'system-10', ...more]) await server.tell(system, accountsOn(system));
  await server.tell('helpdesk', accountsOn('helpdesk'), listOf('credential', 'helpdesk', []));
}

/** Rae and Gus left too, Lea long ago. */
export const peopleWhenRaeLeft: Telling = {
  ...people(
    person('rae', { isActive: false }),
    person('gus', { isActive: false }),
    person('lea', { endsOn: '2026-03-01' }),
    person('stays'),
  ),
  maxGapHours: 999,
};

/** A system somebody wrote down and nothing has read yet. */
export async function registerUnread(server: WorkforceServer, system: string, name: string): Promise<void> {
  await server.send('POST', '/systems', server.owner, { system, name, kind: 'tool', means: 'live' });
}

export async function gapsOfRemovals(server: WorkforceServer): Promise<readonly string[]> {
  const [listing] = await ownRemovals(server.services).listings(server.workspaceId);
  return (await listing?.gaps()) ?? [];
}
