import {
  type Emission,
  emitPopulation,
  freeText,
  type IdentityField,
  identity,
  type ListRead,
  type RecordOf,
} from '@daybook/kit';
import { type Activity, activitiesAnswer } from './answer-schemas.ts';
import type { GoogleLists } from './google-lists.ts';
import type { Workspace } from './workspace.ts';

/** Google keeps the admin log for 180 days; half of that is read each time. */
const windowDays = 90;
const logGapHours = 24;
const eventNames = [
  'ASSIGN_ROLE',
  'UNASSIGN_ROLE',
  'GRANT_ADMIN_PRIVILEGE',
  'REVOKE_ADMIN_PRIVILEGE',
  'GRANT_DELEGATED_ADMIN_PRIVILEGES',
  'CREATE_ROLE',
  'DELETE_ROLE',
  'ADD_GROUP_MEMBER',
  'REMOVE_GROUP_MEMBER',
  'AUTHORIZE_API_CLIENT_ACCESS',
  'REMOVE_API_CLIENT_ACCESS',
];

/** Who gave or took administrators' rights, memberships of groups and access of programs, by the admin log. */
export async function* emitAdminEvents(
  lists: GoogleLists,
  workspace: Workspace,
  now: string,
): AsyncGenerator<Emission> {
  const startTime = new Date(Date.parse(now) - windowDays * 24 * 3_600_000).toISOString();
  const { customer, system } = workspace;
  const read: ListRead<Activity>[] = [];
  const records: RecordOf<'config'>[] = [];
  for (const eventName of eventNames) {
    const query = new URLSearchParams({ eventName, startTime, endTime: now, maxResults: '1000' });
    if (customer !== 'my_customer') query.set('customerId', customer);
    const list = await lists.read(`reports/v1/activity/users/all/applications/admin?${query}`, {
      schema: activitiesAnswer,
      itemsOf: ({ items }) => items,
      keyOf: ({ id }) => `${id.time} ${id.uniqueQualifier}`,
      what: 'events of the admin log',
    });
    read.push(list);
    for (const activity of list.items) records.push(...changesOf(activity, eventName, workspace));
  }
  yield* emitPopulation({
    kind: 'config',
    keepsPast: true,
    scope: system,
    query: `changes of administrators' rights, groups and programs in the admin log, of ${windowDays} days`,
    maxGapHours: logGapHours,
    records,
    lists: read,
    attributes: { unknownGrantors: records.filter(({ by }) => by === 'unknown').length },
  });
}

/** One activity may hold several events; those of other names come with the question for their own. */
function changesOf(activity: Activity, name: string, { system, roster }: Workspace): RecordOf<'config'>[] {
  const { actor } = activity;
  const by =
    roster.find(actor?.profileId ?? '') ?? mailIdentity(actor?.email, system) ?? ('unknown' as const);
  return activity.events.flatMap((event, i) => {
    if (event.name !== name) return [];
    const told = new Map(event.parameters?.map((one) => [one.name, one.value ?? '']));
    const values = ['ROLE_NAME', 'GROUP_EMAIL', 'API_CLIENT_NAME', 'API_SCOPES', 'ORG_UNIT_NAME'].flatMap(
      (parameter) => {
        const value = told.get(parameter);
        return value ? [{ name: parameter, value: freeText(value.slice(0, 8_000)) }] : [];
      },
    );
    const isTaken = /REVOKE|REMOVE|UNASSIGN|DELETE/.test(name);
    return {
      system,
      change: `${activity.id.uniqueQualifier}/${activity.id.time}/${i}`.slice(0, 200),
      area: name,
      at: new Date(activity.id.time).toISOString(),
      by,
      about: mailIdentity(told.get('USER_EMAIL'), system),
      before: isTaken ? values : null,
      after: isTaken ? null : values,
    };
  });
}

function mailIdentity(mail: string | null | undefined, system: string): IdentityField | null {
  if (!mail || mail.length > 320 || !/^[^\s@,;]+@[^\s@,;]+$/.test(mail)) return null;
  return identity({ email: mail, login: mail, system });
}
