import {
  type Emission,
  emitPopulation,
  freeText,
  type IdentityField,
  identity,
  type ListRead,
  type RecordOf,
} from '@daybook/kit';
import { type GithubAccessClient, isNotOffered } from './github-access-client.ts';
import { type AuditEvent, auditAnswer } from './rest-answers.ts';

/** GitHub keeps its audit log for 180 days; half of that is read each time. */
const windowDays = 90;
const logGapHours = 24;
const actions = [
  'org.add_member',
  'org.update_member',
  'org.remove_member',
  'org.remove_outside_collaborator',
  'team.add_member',
  'team.remove_member',
  'repo.add_member',
  'repo.update_member',
  'repo.remove_member',
];

type Known = {
  readonly system: string;
  readonly host: string;
  find(login: string): IdentityField | null;
};

/** Who gave or took which access. Only GitHub Enterprise Cloud has the log; elsewhere nothing is said of it. */
export async function* emitAccessEvents(
  client: GithubAccessClient,
  login: string,
  now: string,
  known: Known,
): AsyncGenerator<Emission> {
  const since = new Date(Date.parse(now) - windowDays * 24 * 3_600_000).toISOString().slice(0, 10);
  const lists: ListRead<AuditEvent>[] = [];
  for (const action of actions) {
    const query = new URLSearchParams({ phrase: `action:${action} created:>=${since}`, order: 'asc' });
    const list = await client.pages(`orgs/${encodeURIComponent(login)}/audit-log?${query}`, {
      schema: auditAnswer,
      itemsOf: (answer) => answer,
      keyOf: ({ _document_id }) => _document_id,
      what: 'events of the audit log',
    });
    if (isNotOffered(list.failure) && lists.length === 0) return;
    lists.push(list);
  }
  const records = lists.flatMap(({ items }) => items).map((event) => changeOf(event, known));
  yield* emitPopulation({
    kind: 'config',
    keepsPast: true,
    scope: known.system,
    query: `changes of membership in the audit log, of ${windowDays} days`,
    maxGapHours: logGapHours,
    records,
    lists,
    attributes: { unknownGrantors: records.filter(({ by }) => by === 'unknown').length },
  });
}

function changeOf(event: AuditEvent, { system, host, find }: Known): RecordOf<'config'> {
  const who = (login: string | null | undefined) =>
    login ? (find(login) ?? identity({ login: login.slice(0, 320), system: host })) : null;
  const place = [
    ...(event.team ? [{ name: 'team', value: freeText(event.team) }] : []),
    ...(event.repo ? [{ name: 'repository', value: freeText(event.repo) }] : []),
  ];
  const role = (level: string | null | undefined) =>
    level ? [{ name: 'role', value: freeText(level) }, ...place] : place;
  const isTaken = event.action.includes('remove');
  return {
    system,
    change: event._document_id.slice(0, 200),
    area: event.action,
    at: new Date(event['@timestamp']).toISOString(),
    by: who(event.actor) ?? 'unknown',
    about: who(event.user) ?? 'unknown',
    before: isTaken ? role(event.permission) : event.old_permission ? role(event.old_permission) : null,
    after: isTaken ? null : role(event.permission),
  };
}
