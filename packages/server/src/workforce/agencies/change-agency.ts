import { append } from '../../ledger/index.ts';
import { type Actor, refuse, type Services, type Tx, type WorkspaceId } from '../../platform/index.ts';
import { deedEntry, requireHuman } from '../deed-entry.ts';
import { lockLinkCursor, moveLinkCursor } from '../linking/link-cursor.store.ts';
import { touchLinks } from '../linking/links.store.ts';
import { organisationDomain } from '../linking/mail-parts.ts';
import { maskedReason, maskedWords } from '../masked-reason.ts';
import { type Agency, findAgency } from './read-agencies.ts';
import { isAgencyNameTaken, lockAgency, saveAgency } from './save-agency.ts';
import { touchLinksOf } from './touch-links.ts';

export type AgencyWords = Pick<
  Agency,
  'name' | 'mailDomains' | 'systems' | 'engagementFrom' | 'engagementUntil' | 'contact' | 'note'
>;

type Deed = { readonly workspaceId: WorkspaceId; readonly actor: Actor };

/** From now on its mail domains and its name are known: accounts find it by them. */
export async function registerAgency(order: Deed & AgencyWords, services: Services): Promise<Agency> {
  requireHuman(order.actor);
  const agency: Agency = {
    id: services.ids.make('agy'),
    ...cleanWords(order, services),
    endedAt: null,
    position: 0,
  };
  return write(order, services, async (tx) => {
    await requireFreeName(tx, agency);
    return {
      before: null,
      agency,
      type: 'agency.registered@1',
      payload: { agency: agency.id, before: null, after: told(agency) },
    };
  });
}

export type AgencyChange = Deed & {
  readonly agency: string;
  readonly change: Partial<AgencyWords>;
  /** Needed to make an engagement longer: somebody has to decide it again. */
  readonly reason: string | null;
};

/** Changes what is known of an agency. An engagement is made longer, or begun again after its end, for a reason alone. */
export async function changeAgency(order: AgencyChange, services: Services): Promise<Agency> {
  requireHuman(order.actor);
  return write(order, services, async (tx) => {
    const before = (await lockAgency(tx, order.agency)) ?? refuse('not-found');
    const words = cleanWords({ ...before, ...order.change }, services);
    const isRenewal = 'engagementUntil' in order.change && isLonger(before, words.engagementUntil);
    if (isRenewal && (order.reason ?? '').trim() === '') {
      refuse('bad-request', 'a longer engagement is a new decision', 'say why it goes on');
    }
    const agency = { ...before, ...words, endedAt: isRenewal ? null : before.endedAt };
    await requireFreeName(tx, agency);
    const reason = order.reason === null ? null : maskedReason(order.reason, services);
    const payload = { agency: agency.id, reason, isRenewal, before: told(before), after: told(agency) };
    return { before, agency, type: 'agency.changed@1', payload };
  });
}

/** Ends an engagement now. What its people and tokens may do still stands until it is proven absent. */
export async function endAgency(
  order: Deed & { readonly agency: string; readonly reason: string },
  services: Services,
): Promise<Agency> {
  requireHuman(order.actor);
  const reason = maskedReason(order.reason, services);
  return write(order, services, async (tx) => {
    const before = (await lockAgency(tx, order.agency)) ?? refuse('not-found');
    if (before.endedAt !== null) refuse('already-decided', 'this engagement was ended before');
    const agency = { ...before, endedAt: services.clock.now() };
    const payload = { agency: agency.id, reason, before: told(before), after: told(agency) };
    return { before, agency, type: 'agency.ended@1', payload };
  });
}

type Written = {
  readonly before: Agency | null;
  readonly agency: Agency;
  readonly type: `agency.${string}@1`;
  readonly payload: { readonly [name: string]: string | boolean | null | ReturnType<typeof told> };
};

/** The links' cursor first, the log last; what the change means for accounts is found by the followers afterwards. */
async function write(
  { workspaceId, actor }: Deed,
  services: Services,
  decide: (tx: Tx) => Promise<Written>,
): Promise<Agency> {
  const agency = await services.database.withWorkspace(workspaceId, async (tx) => {
    const cursor = await lockLinkCursor(tx);
    const { before, agency, type, payload } = await decide(tx);
    await saveAgency(tx, agency, agency.endedAt === null ? null : actor.id);
    await touchLinks(tx, { agency: agency.id }, cursor.revision + 1);
    await moveLinkCursor(tx, { ...cursor, revision: cursor.revision + 1 });
    await touchLinksOf(tx, before === null ? [agency] : [before, agency], services);
    const refs = [agency.id, ...(agency.contact === null ? [] : [agency.contact])];
    const [entry] = await append(
      tx,
      [deedEntry(type, { actor, at: services.clock.now(), refs }, payload)],
      services,
    );
    const placed = { ...agency, position: entry?.position ?? 0 };
    await saveAgency(tx, placed, agency.endedAt === null ? null : actor.id);
    return (await findAgency(tx, agency.id)) ?? placed;
  });
  await services.followers.run(workspaceId);
  return agency;
}

function told(agency: Agency) {
  const { name, mailDomains, systems, engagementFrom, engagementUntil, contact, endedAt, note } = agency;
  return { name, mailDomains, systems, engagementFrom, engagementUntil, contact, endedAt, note };
}

function cleanWords(words: AgencyWords, services: Services): AgencyWords {
  const mailDomains = words.mailDomains.map(
    (text) =>
      organisationDomain(text) ??
      refuse('bad-request', 'this is no mail domain of an organisation', 'for example `agency.example`'),
  );
  const { engagementFrom, engagementUntil } = words;
  if (engagementFrom !== null && engagementUntil !== null && engagementUntil < engagementFrom) {
    refuse('bad-request', 'an engagement ends after it began');
  }
  return {
    name: maskedReason(words.name, services).slice(0, 120),
    mailDomains: [...new Set(mailDomains)].toSorted(),
    systems: [...new Set(words.systems)].toSorted(),
    ...{ engagementFrom, engagementUntil, contact: words.contact },
    note: maskedWords(words.note, services).slice(0, 2_000),
  };
}

function isLonger({ engagementUntil, endedAt }: Agency, until: string | null): boolean {
  if (endedAt !== null) return true;
  if (engagementUntil === null) return false;
  return until === null || until > engagementUntil;
}

async function requireFreeName(tx: Tx, { id, name }: Agency): Promise<void> {
  if (await isAgencyNameTaken(tx, name, id))
    refuse('conflict', 'an agency of this name is registered already');
}
