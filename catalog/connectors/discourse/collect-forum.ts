import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type IdentityField,
  identity,
  type ListRead,
  rosterOf,
} from '@daybook/kit';
import type { User } from './answer-schemas.ts';
import type { DiscourseSettings } from './connector.ts';
import { createDiscourseLists, type DiscourseLists, logDays } from './discourse-lists.ts';
import {
  accountOf,
  configOf,
  credentialOf,
  exportOf,
  grantsOf,
  isAccessChange,
  isExport,
} from './staff-records.ts';

const maxGapHours = 7 * 24;

/** Reads one forum: its administrators and moderators, its API keys, and what staff changed and exported. */
export async function* collectForum(
  settings: DiscourseSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const lists = createDiscourseLists(settings, tools);
  const system = new URL(settings.baseUrl).host;
  const staff = await lists.staff();
  if (staff.failure !== null && staff.items.length === 0) throw staff.failure;
  yield { type: 'progress', done: staff.items.length, total: null, unit: 'staff' };
  const factors = await readFactors(lists, staff.items);
  const roster = rosterOf(system, staff.items, nameOf);
  const ids = new Map(staff.items.map(({ id, username }) => [username.toLowerCase(), String(id)]));
  /** Whoever acted and is no staff any more is known by their name alone. */
  const find = (username: string): IdentityField =>
    roster.find(ids.get(username.toLowerCase()) ?? '') ?? identity({ login: username.slice(0, 320), system });
  const told = { scope: system, maxGapHours };
  yield* emitPopulation({
    ...told,
    kind: 'account',
    query: 'all administrators and moderators',
    records: roster.accounts.map(({ item, holder }) =>
      accountOf(item, holder, {
        system,
        hasMfa: factors.get(item.id)?.items[0] ?? 'unknown',
        now: tools.now(),
      }),
    ),
    lists: [staff, ...factors.values()],
  });
  yield* emitPopulation({
    ...told,
    kind: 'grant',
    query: 'who is an administrator and who a moderator',
    records: roster.accounts.flatMap(({ item, holder }) => grantsOf(item, holder, system)),
    lists: [staff],
  });
  const keys = await lists.keys();
  yield* emitPopulation({
    ...told,
    kind: 'credential',
    query: 'all API keys, revoked ones among them',
    records: keys.items.map((key) => credentialOf(key, { system, find })),
    lists: [keys],
  });
  const log = await lists.actions();
  yield* emitPopulation({
    ...told,
    kind: 'config',
    keepsPast: true,
    query: `changes of rights, keys and settings in the log of staff, at least the last ${logDays} days`,
    records: log.items.filter(isAccessChange).map((action) => configOf(action, { system, find })),
    lists: [log],
  });
  yield* emitPopulation({
    ...told,
    kind: 'export',
    keepsPast: true,
    query: `exports in the log of staff, at least the last ${logDays} days`,
    records: log.items.filter(isExport).map((action) => exportOf(action, { system, find })),
    lists: [log],
  });
}

async function readFactors(
  lists: DiscourseLists,
  staff: readonly User[],
): Promise<ReadonlyMap<number, ListRead<boolean | 'unknown'>>> {
  const factors = new Map<number, ListRead<boolean | 'unknown'>>();
  for (const { id } of staff) if (id > 0) factors.set(id, await lists.hasSecondFactor(id));
  return factors;
}

function nameOf({ id, email, username, name }: User) {
  return { id: String(id), email, login: username, name };
}
