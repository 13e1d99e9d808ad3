import { freeText, type RecordOf, type Roster } from '@daybook/kit';
import type { Integration, Member } from './answer-schemas.ts';
import { isApp } from './member-roles.ts';

const scopesMax = 200;

type App = { readonly id: string; readonly name: string | null; readonly member: Member | null };

/**
 * The apps of a workspace as keys by which something acts without a person: those with a bot among the members, and those
 * the integration log says were added and not removed. Slack never tells when one was last used.
 */
export function credentialsOf(
  members: readonly Member[],
  log: readonly Integration[],
  roster: Roster<Member>,
  system: string,
): RecordOf<'credential'>[] {
  const histories = historiesOf(log);
  const apps = new Map<string, App>();
  for (const [id, history] of histories) {
    const [latest] = history;
    if (latest?.change_type !== 'removed')
      apps.set(id, { id, name: latest?.app_type ?? latest?.service_type ?? null, member: null });
  }
  for (const member of members) {
    const id = isApp(member) ? (member.profile?.api_app_id ?? '') : '';
    if (id !== '' && member.deleted !== true)
      apps.set(id, {
        id,
        name: member.profile?.real_name ?? member.real_name ?? member.name ?? null,
        member,
      });
  }
  return [...apps.values()].map((app) => credentialOf(app, histories.get(app.id) ?? [], roster, system));
}

function credentialOf(
  app: App,
  history: readonly Integration[],
  roster: Roster<Member>,
  system: string,
): RecordOf<'credential'> {
  const added = history.findLast(({ change_type }) => change_type === 'added');
  const scope = history.find((one) => one.scope !== undefined && one.scope !== '')?.scope;
  const state = history.find(({ change_type }) => ['enabled', 'disabled', 'added'].includes(change_type));
  return {
    system,
    credential: app.id,
    purpose: app.name === null ? null : freeText(app.name),
    owner: roster.find(added?.user_id ?? ''),
    scopes: (scope ?? '')
      .split(',')
      .flatMap((one) => (one === '' ? [] : [one.slice(0, 200)]))
      .slice(0, scopesMax),
    createdAt: added === undefined ? 'unknown' : new Date(Number(added.date) * 1_000).toISOString(),
    expiresAt: 'unknown',
    lastUsedAt: 'unknown',
    isActive:
      state === undefined ? app.member?.deleted === false || 'unknown' : state.change_type !== 'disabled',
  };
}

/** By app, the latest change first. Webhooks and other old integrations have no app, only the number of a service. */
function historiesOf(log: readonly Integration[]): ReadonlyMap<string, readonly Integration[]> {
  const histories = new Map<string, Integration[]>();
  for (const one of log.toSorted((a, b) => Number(b.date) - Number(a.date))) {
    const id = one.app_id || (one.service_id === undefined ? '' : `service/${one.service_id}`);
    if (id === '') continue;
    histories.set(id, [...(histories.get(id) ?? []), one]);
  }
  return histories;
}
