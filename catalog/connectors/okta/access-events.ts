import {
  type Emission,
  emitPopulation,
  freeText,
  type IdentityField,
  identity,
  type RecordOf,
  type Roster,
} from '@daybook/kit';
import { type LogEvent, logsAnswer, type Party, type User } from './answer-schemas.ts';
import type { OktaLists } from './okta-lists.ts';
import type { Organisation } from './organisation.ts';

/** How long Okta keeps its system log. */
const retentionDays = 90;
const logGapHours = 24;
const eventTypes = [
  'user.account.privilege.grant',
  'user.account.privilege.revoke',
  'group.privilege.grant',
  'group.privilege.revoke',
  'group.user_membership.add',
  'group.user_membership.remove',
  'application.user_membership.add',
  'application.user_membership.remove',
  'system.api_token.create',
  'system.api_token.revoke',
  'user.mfa.factor.deactivate',
  'system.mfa.factor.deactivate',
  'user.session.impersonation.grant',
];

/** Who gave or took which access, as far back as Okta keeps its log. */
export async function* emitAccessEvents(
  lists: OktaLists,
  { system, roster }: Organisation,
  now: string,
): AsyncGenerator<Emission> {
  const since = new Date(Date.parse(now) - retentionDays * 24 * 3_600_000).toISOString();
  const query = new URLSearchParams({
    since,
    until: now,
    sortOrder: 'ASCENDING',
    limit: '1000',
    filter: eventTypes.map((type) => `eventType eq "${type}"`).join(' or '),
  });
  const events = await lists.read<LogEvent>(
    `logs?${query}`,
    logsAnswer,
    'events of the system log',
    ({ uuid }) => uuid,
  );
  const records = events.items
    .filter(({ outcome }) => outcome?.result !== 'FAILURE' && outcome?.result !== 'DENY')
    .map((event) => changeOf(event, system, roster));
  yield* emitPopulation({
    kind: 'config',
    keepsPast: true,
    scope: system,
    query: `changes of access in the system log, of ${retentionDays} days`,
    maxGapHours: logGapHours,
    records,
    lists: [events],
    attributes: {
      unknownGrantors: records.filter(({ by }) => by === 'unknown').length,
      failedAttempts: events.items.length - records.length,
    },
  });
}

function changeOf(event: LogEvent, system: string, roster: Roster<User>): RecordOf<'config'> {
  const targets = event.target ?? [];
  const user = targets.find(({ type }) => type === 'User');
  const others = targets.filter((target) => target !== user && target.displayName);
  const privilege = event.debugContext?.debugData?.privilegeGranted;
  const values = [
    ...(privilege ? [{ name: 'role', value: freeText(privilege.slice(0, 8_000)) }] : []),
    ...others.map(({ type, displayName }) => ({
      name: (type || 'target').slice(0, 200),
      value: freeText((displayName ?? '').slice(0, 8_000)),
    })),
  ];
  const isTaken = /revoke|remove|deactivate/.test(event.eventType);
  return {
    system,
    change: event.uuid,
    area: event.eventType,
    at: new Date(event.published).toISOString(),
    by: partyOf(event.actor, system, roster) ?? 'unknown',
    about: user === undefined ? null : (partyOf(user, system, roster) ?? 'unknown'),
    before: isTaken ? values : null,
    after: isTaken ? null : values,
  };
}

/** Okta's own work is nobody's; an actor the list of users does not hold is named by the log. */
function partyOf(
  party: Party | null | undefined,
  system: string,
  roster: Roster<User>,
): IdentityField | null {
  const known = roster.find(party?.id ?? '');
  if (known !== null) return known;
  const login = party?.alternateId ?? '';
  if (party?.type === 'SystemPrincipal' || login === '' || login === 'unknown' || login.startsWith('system@'))
    return null;
  const isMail = /^[^\s@,;]{1,64}@[^\s@,;]{1,255}$/.test(login);
  return identity({ ...(isMail ? { email: login } : {}), login: login.slice(0, 320), system });
}
