import { identity, type RecordOf } from '@daybook/kit';
import { keepUpload } from '../../intake/index.ts';
import { systemActor } from '../../platform/index.ts';
import type { Telling, WorkforceServer } from '../../workforce/testing/start-workforce.ts';
import type { CompanyFile, CompanyMonth, ListedKey } from '../company/company.ts';
import { type Office, sent } from './office.ts';
import { performAct } from './perform-act.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Between the files and the look at what was found: deadlines of the month's changes have run out by then. */
const daysUntilLook = 10;
/** A list that comes once a month holds until the next. */
const keysGapHours = 32 * 24;

/** One month as it happens: people first, then what is asked for, then the systems; later a look at everything. */
export async function liveMonth(office: Office, month: CompanyMonth): Promise<void> {
  const { server } = office;
  moveTo(server, Date.parse(month.takenAt) - dayMs);
  const [people, ...systems] = month.files;
  if (people !== undefined) await importFile(office, people);
  const before = month.acts.filter(
    ({ type }) => type === 'agency' || type === 'request' || type === 'system',
  );
  for (const act of before) await performAct(office, act);
  moveTo(server, Date.parse(month.takenAt));
  for (const file of systems) await importFile(office, file);
  await tellKeys(server, month.keys);
  await lookAround(server);
  for (const act of month.acts.filter((one) => !before.includes(one))) await performAct(office, act);
  moveTo(server, Date.parse(month.takenAt) + daysUntilLook * dayMs);
  await lookAround(server);
}

/** Daybook reads itself, so that what its rooms made of the lists is judged too. */
async function lookAround(server: WorkforceServer): Promise<void> {
  await server.follow();
  await server.tellOwn();
}

function moveTo({ clock }: WorkforceServer, instantMs: number): void {
  const byMs = instantMs - Date.parse(clock.now());
  if (byMs > 0) clock.forward(byMs);
}

async function importFile(office: Office, file: CompanyFile): Promise<void> {
  const { server, connections } = office;
  const { workspaceId, services } = server;
  const upload = { workspaceId, actor: systemActor, name: file.name, bytes: file.bytes };
  const path = await keepUpload(upload, services);
  const connection = connections.get(file.name);
  const body = { connector: 'table', path, ...(connection !== undefined && { connection }) };
  const { connection: made } = await sent<{ connection: string }>(office, {
    path: '/imports',
    as: server.owner,
    body,
  });
  if (made !== '') connections.set(file.name, made);
  await services.background.settled();
}

/** Keys stand in no file that people export by hand; their system is asked for them. */
async function tellKeys(server: WorkforceServer, keys: readonly ListedKey[]): Promise<void> {
  const systems = [...new Set(keys.map(({ system }) => system))];
  const tellings = systems.map(
    (scope): Telling => ({
      ...{ kind: 'credential', scope, maxGapHours: keysGapHours },
      records: keys.filter(({ system }) => system === scope).map(credentialOf),
    }),
  );
  await server.tell('keys', ...tellings);
}

function credentialOf({
  name,
  system,
  owner,
  createdAt,
  lastUsedAt,
  isActive,
}: ListedKey): RecordOf<'credential'> {
  const names = owner && { login: owner.login, ...(owner.mail !== null && { email: owner.mail }), system };
  return {
    ...{
      system,
      credential: name,
      purpose: null,
      scopes: [],
      createdAt,
      lastUsedAt,
      isActive,
      expiresAt: null,
    },
    owner: names && identity(names),
  };
}
