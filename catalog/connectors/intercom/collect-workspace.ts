import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
  rosterOf,
  SourceError,
} from '@daybook/kit';
import { configOf, exportOf, isAccessChange, isExport } from './activity-records.ts';
import { accountOf, grantsOf, lastSignInsOf } from './admin-records.ts';
import {
  type ActivitiesAnswer,
  type Activity,
  type Admin,
  activitiesAnswer,
  adminsAnswer,
  type Team,
  teamsAnswer,
  workspaceAnswer,
} from './answer-schemas.ts';
import type { IntercomSettings } from './connector.ts';

const maxGapHours = 7 * 24;
const logDays = 90;
const daySeconds = 86_400;

type Source = Pick<ConnectorTools, 'http' | 'signal'> & {
  readonly vendor: string;
  readonly ask: (path: string) => HttpRequest;
};

/** Reads one workspace: its teammates, their teams, and the log of what they changed. */
export async function* collectWorkspace(
  settings: IntercomSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const source: Source = { http: tools.http, signal: tools.signal, vendor: 'Intercom', ask: asker(settings) };
  const { answer } = await readOne({
    ...source,
    request: source.ask('/me'),
    schema: workspaceAnswer,
    what: 'the workspace',
  });
  const system = `intercom:${answer.app.id_code}`;
  const admins = await readAdmins(source);
  const teams = await readTeams(source);
  const log = await readActivities(source, Math.floor(Date.parse(tools.now()) / 1_000));
  const roster = rosterOf(system, admins.items, ({ id, email, name }) => ({ id, email, name }));
  const workspace = { system, teams: teams.items, lastSignIns: lastSignInsOf(log.items) };
  yield { type: 'progress', done: admins.items.length, total: null, unit: 'teammates' };
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all teammates (admins)',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, workspace)),
    lists: [admins],
  });
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'what each teammate is, and the teams they are in',
    maxGapHours,
    records: roster.accounts.flatMap(({ item, holder }) => grantsOf(item, holder, workspace)),
    lists: [admins, teams],
  });
  const told = { scope: system, maxGapHours, lists: [admins, log] };
  yield* emitPopulation({
    ...told,
    kind: 'config',
    keepsPast: true,
    query: `changes of access in the activity log of the last ${logDays} days`,
    records: log.items.filter(isAccessChange).map((activity) => configOf(activity, { system, roster })),
  });
  yield* emitPopulation({
    ...told,
    kind: 'export',
    keepsPast: true,
    query: `exports in the activity log of the last ${logDays} days`,
    records: log.items.filter(isExport).map((activity) => exportOf(activity, { system, roster })),
  });
}

function asker(settings: IntercomSettings): Source['ask'] {
  const baseUrl = settings.baseUrl.replace(/\/{1,9}$/, '');
  const headers = {
    authorization: `Bearer ${settings.token}`,
    accept: 'application/json',
    'intercom-version': '2.11',
    'user-agent': 'daybook',
  };
  return (path) => ({ method: 'GET', url: `${baseUrl}${path}`, headers });
}

/** Teams stood among the admins in older versions. */
async function readAdmins(source: Source): Promise<ListRead<Admin>> {
  const pages = readPages({
    ...source,
    first: source.ask('/admins'),
    schema: adminsAnswer,
    itemsOf: ({ admins }) => admins.filter(({ type }) => type === 'admin'),
    nextOf: () => null,
    keyOf: ({ id }) => id,
    what: 'teammates',
  });
  return readList(pages);
}

function readTeams(source: Source): Promise<ListRead<Team>> {
  const pages = readPages({
    ...source,
    first: source.ask('/teams'),
    schema: teamsAnswer,
    itemsOf: ({ teams }) => teams,
    nextOf: () => null,
    keyOf: ({ id }) => id,
    what: 'teams',
  });
  return readList(pages);
}

function readActivities(source: Source, nowSeconds: number): Promise<ListRead<Activity>> {
  const window = `created_at_after=${nowSeconds - logDays * daySeconds}&created_at_before=${nowSeconds}`;
  const pages = readPages({
    ...source,
    first: source.ask(`/admins/activity_logs?${window}`),
    schema: activitiesAnswer,
    itemsOf: ({ activity_logs }) => activity_logs,
    nextOf: nextActivities,
    keyOf: ({ id }) => id,
    what: 'activities of teammates',
  });
  return readList(pages);
}

/** The next page is told by its address or by where it starts; a list that says it goes on and not where has changed. */
function nextActivities(
  { pages }: ActivitiesAnswer,
  _response: unknown,
  request: HttpRequest,
): HttpRequest | null {
  const next = pages?.next ?? null;
  if (typeof next === 'string') return { ...request, url: next };
  if (next !== null) {
    const url = new URL(request.url);
    url.searchParams.set('starting_after', next.starting_after);
    return { ...request, url: url.href };
  }
  if ((pages?.page ?? 1) >= (pages?.total_pages ?? 1)) return null;
  throw new SourceError(
    'source-changed',
    'Intercom says that the activity log has more pages and does not say where',
    'collect again',
  );
}
