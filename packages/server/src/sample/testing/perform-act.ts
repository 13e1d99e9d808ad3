import { pageOfRemovals } from '../../workforce/removals/removals.store.ts';
import type { CompanyAct, MadeCustody } from '../company/company-acts.ts';
import { holdReview } from './hold-review.ts';
import { holderIn } from './holder-in.ts';
import { accountNames, holderOf, isSameAccount, subjectOf } from './name-accounts.ts';
import { type Office, sent } from './office.ts';

type Act<T extends CompanyAct['type']> = Extract<CompanyAct, { readonly type: T }>;

const dayMs = 86_400_000;

/** What somebody does at the screens; whatever needs two people is done by two. */
export async function performAct(office: Office, act: CompanyAct): Promise<void> {
  const done = actions[act.type] as (office: Office, act: CompanyAct) => Promise<void>; // each takes the act it is named by
  await done(office, act);
}

const actions: { readonly [T in CompanyAct['type']]: (office: Office, act: Act<T>) => Promise<void> } = {
  agency: async (office, { name, domain, until }) => {
    await told(office, '/agencies', { name, mailDomains: [domain], engagementUntil: until });
  },
  whose: decideWhose,
  request,
  'approve-again': approveAgain,
  system: async (office, { system, means }) => {
    const kind = means === 'attested' ? 'channel' : 'tool';
    await told(office, '/systems', { system, name: system, kind, means, reviewDays: 91 });
  },
  attest,
  brand: async (office, { brand, custody }) => {
    const body = { ...brand, custody: await custodyBody(office, custody) };
    office.registered.set(
      brandLabel(brand),
      (await told<{ id: string }>(office, '/brand-accounts', body)).id,
    );
  },
  'brand-change': async (office, { brand, custody }) => {
    const body = { custody: await custodyBody(office, custody) };
    await sent(office, {
      method: 'PATCH',
      path: `/brand-accounts/${idOf(office, brandLabel(brand))}`,
      as: office.server.owner,
      body,
    });
  },
  'brand-confirm': async (office, { brand }) => {
    const path = `/brand-accounts/${idOf(office, brandLabel(brand))}/confirm`;
    await sent(office, { path, as: office.server.manager.cookie });
  },
  secret: async (office, { name, system, owner, knownBy, changedOn }) => {
    const people = await subjectsOf(office, [owner, ...knownBy]);
    const body = {
      name,
      system,
      owner: people[0],
      knownBy: people.slice(1),
      rotatedAt: `${changedOn}T08:00:00.000Z`,
    };
    office.registered.set(`secret ${name}`, (await told<{ id: string }>(office, '/shared-secrets', body)).id);
  },
  'secret-change': async (office, { name, knownBy }) => {
    const body = { knownBy: await subjectsOf(office, knownBy) };
    await told(office, `/shared-secrets/${idOf(office, `secret ${name}`)}/rotate`, body);
  },
  device: async (office, { name, model, holder }) => {
    const holders = await subjectsOf(office, [holder]);
    const body = { name, model, holders, isShared: false, isCompanyOwned: 'yes', signedInTo: [] };
    office.registered.set(`device ${name}`, (await told<{ id: string }>(office, '/devices', body)).id);
  },
  'device-back': async (office, { name }) => {
    await told(office, `/devices/${idOf(office, `device ${name}`)}/return`, {});
  },
  review: holdReview,
};

function told<Answer = unknown>(office: Office, path: string, body: object): Promise<Answer> {
  return sent<Answer>(office, { path, as: office.server.owner, body });
}

const brandLabel = ({ system, account }: Act<'brand'>['brand']) => `brand ${system} ${account}`;

function idOf({ registered }: Office, label: string): string {
  const id = registered.get(label);
  if (id === undefined) throw new Error(`${label} was not registered`);
  return id;
}

async function subjectsOf({ server }: Office, mails: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const mail of mails) found.push(await subjectOf(server, mail));
  return found;
}

/** As the form of a brand account sends it; what is not said of it is left out. */
async function custodyBody(office: Office, custody: Partial<MadeCustody>): Promise<object> {
  const { owner, administrators, custodians, secretKept, factor, recoveryMail, phoneOf, triedOn } = custody;
  const one = async (mail: string | undefined) =>
    mail === undefined ? undefined : subjectOf(office.server, mail);
  const many = async (mails: readonly string[] | undefined) =>
    mails === undefined ? undefined : subjectsOf(office, mails);
  const keepers = await many(custodians);
  return {
    ...{
      owner: await one(owner),
      administrators: await many(administrators),
      recoveryPhoneHolder: await one(phoneOf),
    },
    ...{ secretCustodians: keepers, mfaCustodians: keepers, secretKept, mfaMethod: factor, recoveryMail },
    recoveryTestedAt: triedOn && `${triedOn}T08:00:00.000Z`,
    ...(owner !== undefined && { delegates: [] }),
  };
}

async function decideWhose(office: Office, act: Act<'whose'>): Promise<void> {
  const holder = await holderOf(office.server, act.account);
  if (holder === null) throw new Error(`${act.account.login} is unknown`);
  const custodian = await subjectOf(office.server, act.custodian);
  const { belongsTo } = act;
  const body = { system: act.account.system, holder, belongsTo, custodian, reason: 'asked around' };
  await told(office, '/account-links/decide', body);
}

async function request(office: Office, act: Act<'request'>): Promise<void> {
  const subject = await subjectOf(office.server, act.mail);
  const rights = ['administer', 'export', 'connect', 'publish'];
  const body = { for: subject, system: act.account.system, role: act.role, rights, reason: 'for the job' };
  const { id } = await told<{ id: string }>(office, '/access-requests', body);
  await sent(office, { path: `/access-requests/${id}/approve`, as: office.server.manager.cookie });
}

/** Whoever has a new job keeps what they need in it; the rest has to go. */
async function approveAgain(office: Office, act: Act<'approve-again'>): Promise<void> {
  const { server } = office;
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
    await told(office, `/role-changes/${change}/approve`, { removals: own.map(({ id }) => id) });
  }
}

async function attest(office: Office, act: Act<'attest'>): Promise<void> {
  const { server } = office;
  const untilAt = new Date(Date.parse(server.clock.now()) + 30 * dayMs).toISOString();
  const holders = act.holders.map(({ name, mail }) => ({ name, email: mail, rights: ['publish'] }));
  const path = `/systems/${act.system}/attestations`;
  const { id } = await told<{ id: string }>(office, path, {
    holders,
    note: 'looked at the settings',
    untilAt,
  });
  if (act.isConfirmed) await sent(office, { path: `${path}/${id}/confirm`, as: server.manager.cookie });
}
