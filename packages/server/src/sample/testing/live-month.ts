import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readItems } from '../../facts/index.ts';
import { findKnownSubject, readIdentities } from '../../intake/index.ts';
import { pageOfRemovals } from '../../workforce/removals/removals.store.ts';
import type { WorkforceServer } from '../../workforce/testing/start-workforce.ts';
import type { AccountNames, CompanyAct, CompanyFile, CompanyMonth } from '../company/company.ts';
import { holderIn } from './holder-in.ts';

/** Where a company's months are lived: one person acts at the screens of this server, another agrees. */
export type Office = {
  readonly server: WorkforceServer;
  readonly folder: string;
  readonly connections: Map<string, string>;
};

export type AccountName = {
  readonly system: string;
  readonly login: string | null;
  readonly mail: string | null;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Between the files and the look at what was found: deadlines of the month's changes have run out by then. */
const daysUntilLook = 10;

/** One month as it happens: people first, then what is asked for, then the systems; later a look at everything. */
export async function liveMonth(office: Office, month: CompanyMonth): Promise<void> {
  const { server } = office;
  moveTo(server, Date.parse(month.takenAt) - dayMs);
  const cookies = { owner: server.owner, second: server.manager.cookie };
  const [people, ...systems] = month.files;
  if (people !== undefined) await importFile(office, cookies.owner, people);
  const before = month.acts.filter(({ type }) => type === 'agency' || type === 'request');
  for (const act of before) await perform(office, cookies, act);
  moveTo(server, Date.parse(month.takenAt));
  for (const file of systems) await importFile(office, cookies.owner, file);
  await lookAround(server);
  for (const act of month.acts.filter((one) => !before.includes(one))) await perform(office, cookies, act);
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

type Cookies = { readonly owner: string; readonly second: string };

async function importFile(
  { server, folder, connections }: Office,
  cookie: string,
  file: CompanyFile,
): Promise<void> {
  const path = join(folder, file.name);
  writeFileSync(path, file.bytes);
  const connection = connections.get(file.name);
  const body = { connector: 'table', path, ...(connection !== undefined && { connection }) };
  const answer = await server.send('POST', '/imports', cookie, body);
  if (answer.statusCode !== 200) throw new Error(`${file.name} was refused: ${answer.body}`);
  const { connection: made } = answer.json<{ connection: string }>();
  if (made !== '') connections.set(file.name, made);
  await server.services.background.settled();
}

async function perform(office: Office, cookies: Cookies, act: CompanyAct): Promise<void> {
  if (act.type === 'agency') return registerAgency(office, cookies, act);
  if (act.type === 'whose') return decideWhose(office, cookies, act);
  if (act.type === 'request') return request(office, cookies, act);
  if (act.type === 'approve-again') return approveAgain(office, cookies, act);
}

type Act<T extends CompanyAct['type']> = Extract<CompanyAct, { readonly type: T }>;

async function registerAgency({ server }: Office, { owner }: Cookies, act: Act<'agency'>): Promise<void> {
  const body = { name: act.name, mailDomains: [act.domain], engagementUntil: act.until };
  await sent(server, '/agencies', owner, body);
}

async function decideWhose({ server }: Office, { owner }: Cookies, act: Act<'whose'>): Promise<void> {
  const holder = await holderOf(server, act.account);
  const custodian = await subjectOf(server, act.custodian);
  if (holder === null || custodian === null)
    throw new Error(`${act.account.login} or ${act.custodian} is unknown`);
  const { belongsTo } = act;
  const body = { system: act.account.system, holder, belongsTo, custodian, reason: 'asked around' };
  await sent(server, '/account-links/decide', owner, body);
}

async function request({ server }: Office, { owner, second }: Cookies, act: Act<'request'>): Promise<void> {
  const subject = await subjectOf(server, act.mail);
  if (subject === null) throw new Error(`nobody is known as ${act.mail}`);
  const rights = ['administer', 'export', 'connect', 'publish'];
  const body = { for: subject, system: act.account.system, role: act.role, rights, reason: 'for the job' };
  const { id } = (await sent(server, '/access-requests', owner, body)) as { id: string }; // as its route answers
  await sent(server, `/access-requests/${id}/approve`, second, {});
}

/** Whoever has a new job keeps what they need in it; the rest has to go. */
async function approveAgain(
  { server }: Office,
  { owner }: Cookies,
  act: Act<'approve-again'>,
): Promise<void> {
  const person = await subjectOf(server, act.mail);
  const names = await accountNames(server);
  const { services, workspaceId } = server;
  const removals = await services.database.withWorkspace(workspaceId, (tx) => pageOfRemovals(tx, '', 5_000));
  const kept = removals.filter(({ cause, state, subject, system, key }) => {
    const name = names.get(`${system}\n${holderIn(key ?? '')}`);
    const isKept = name !== undefined && act.keeps.some((one) => isSameAccount(one, name));
    return cause === 'role-changed' && state === 'open' && subject === person && isKept;
  });
  for (const [change, own] of Map.groupBy(kept, ({ origin }) => origin)) {
    await sent(server, `/role-changes/${change}/approve`, owner, { removals: own.map(({ id }) => id) });
  }
}

async function sent(server: WorkforceServer, path: string, cookie: string, body: object): Promise<unknown> {
  const answer = await server.send('POST', path, cookie, body);
  if (answer.statusCode !== 200) throw new Error(`${path} was refused: ${answer.body}`);
  return answer.json();
}

function subjectOf({ services, workspaceId }: WorkforceServer, mail: string): Promise<string | null> {
  return services.database.withWorkspace(workspaceId, (tx) =>
    findKnownSubject(tx, { email: mail }, services),
  );
}

/** The pseudonym under which a system's account is known. */
async function holderOf(server: WorkforceServer, names: AccountNames): Promise<string | null> {
  const known = await accountNames(server);
  for (const [place, name] of known) {
    if (isSameAccount(names, name)) return place.split('\n')[1] ?? null;
  }
  return null;
}

/** By its mail address, for logins of several systems may belong to one pseudonym; else by its login. */
function isSameAccount(made: AccountNames, told: AccountName): boolean {
  if (made.system !== told.system) return false;
  if (told.mail !== null && made.mails.length > 0) return made.mails.includes(told.mail.toLowerCase());
  return told.login?.toLowerCase() === made.login.toLowerCase();
}

/** Every account on any list, by `<system>\n<holder>`, as its source calls it. */
export async function accountNames(server: WorkforceServer): Promise<ReadonlyMap<string, AccountName>> {
  const { services, workspaceId } = server;
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const items = await readItems(tx, { kind: 'account', limit: 5_000 });
    const subjects = items.map(({ value }) => value.holder);
    const identities = await readIdentities(tx, subjects, services);
    return new Map(
      items.map(({ value: { system, holder } }) => {
        const identity = identities.get(holder);
        return [
          `${system}\n${holder}`,
          { system, login: identity?.login ?? null, mail: identity?.email ?? null },
        ];
      }),
    );
  });
}
