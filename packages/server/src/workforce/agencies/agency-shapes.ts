import { z } from 'zod';
import { freeText } from '../../ledger/index.ts';
import {
  personalText,
  readWorkspace,
  type Services,
  type Tx,
  type WorkspaceId,
} from '../../platform/index.ts';
import { namesOf } from '../names-of.ts';
import { agencyState } from './agency-state.ts';
import { countAgencyAccounts } from './count-accounts.ts';
import { openLists } from './open-lists.ts';
import type { Agency } from './read-agencies.ts';
import { runsOfAgencies } from './run-of-agency.ts';

const day = z.iso.date();

export const agencyWords = {
  name: z.string().trim().min(1).max(120),
  mailDomains: z.array(z.string().trim().min(1).max(253)).max(50),
  systems: z.array(z.string().min(1).max(200)).max(200),
  engagementFrom: day.nullable(),
  engagementUntil: day.nullable(),
  contact: z
    .string()
    .regex(/^sub_[0-9a-f-]{36}$/)
    .nullable(),
  note: z.string().max(2_000),
};

/** An agency as screens show it; days left count from today in the workspace's zone. */
export const agencyShape = z.object({
  id: z.string(),
  name: z.string(),
  mailDomains: z.array(z.string()),
  systems: z.array(z.string()),
  engagementFrom: z.string().nullable(),
  engagementUntil: z.string().nullable(),
  contact: z.object({ subject: z.string(), name: personalText }).nullable(),
  note: personalText,
  state: z.enum(['not-begun', 'running', 'ending', 'ended']),
  /** Below zero once the last day passed; null without an end. */
  daysLeft: z.int().nullable(),
  endedAt: z.string().nullable(),
  /** Accounts that are linked to it now. */
  accounts: z.int(),
  /** What had to go when it ended, of its people on lists of people too; null while nothing has to. */
  run: z.object({ id: z.string(), items: z.int(), open: z.int() }).nullable(),
  /** Names of systems whose lists are not whole now: accounts of it may be there that nobody sees. */
  openLists: z.array(z.string()),
  position: z.int(),
});

export const agencyDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

/** The day it is in a workspace. */
export async function todayIn(
  tx: Tx,
  workspaceId: WorkspaceId,
  { clock }: Pick<Services, 'clock'>,
): Promise<string> {
  const { zone } = await readWorkspace(tx, workspaceId);
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(clock.now()));
}

export async function viewAgencies(
  tx: Tx,
  agencies: readonly Agency[],
  { workspaceId, services }: { readonly workspaceId: WorkspaceId; readonly services: Services },
): Promise<z.input<typeof agencyShape>[]> {
  const today = await todayIn(tx, workspaceId, services);
  const nameOf = await namesOf(
    tx,
    agencies.map(({ contact }) => contact),
    services,
  );
  const accounts = await countAgencyAccounts(tx);
  const open = await openLists(tx, services);
  const runs = await runsOfAgencies(
    tx,
    agencies.map(({ id }) => id),
  );
  return agencies.map((agency) => ({
    ...agency,
    mailDomains: [...agency.mailDomains],
    systems: [...agency.systems],
    contact: agency.contact === null ? null : { subject: agency.contact, name: nameOf(agency.contact) ?? '' },
    note: agency.note === '' ? '' : freeText(agency.note, { position: agency.position, author: '' }),
    ...agencyState(agency, today),
    accounts: accounts.get(agency.id) ?? 0,
    run: runs.get(agency.id) ?? null,
    openLists: [...open],
  }));
}
