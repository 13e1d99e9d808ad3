import { knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import type { OwnListingPart, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { peopleGaps } from '../people-gaps.ts';
import { type Custody, holdersOf } from './brand-account.ts';
import { countBrandAccounts, listBrandAccounts, type StoredBrandAccount } from './brand-accounts.store.ts';
import { countDevices, listDevices, type StoredDevice } from './devices.store.ts';
import { leaversAmong } from './leavers-among.ts';
import { rotationOf } from './rotation-due.ts';
import { countSecrets, listSecrets, type StoredSecret } from './secrets.store.ts';

/** The list these registers are told under; nobody but Daybook keeps it. */
export const custodyScope = 'custody';
const pageSize = 500;

/** Tells as facts in whose hands brand accounts, shared secrets and devices are. */
export function ownCustody(services: Services): OwnListingPart {
  return {
    types: ['brand-account.', 'shared-secret.', 'device.'],
    listings: async (workspaceId) => [
      listing('brand-account', 'accounts of our brands as registered here', workspaceId, services),
      listing('shared-secret', 'secrets that several people know as registered here', workspaceId, services),
      listing('device', 'devices as registered here', workspaceId, services),
    ],
  };
}

type Kind = 'brand-account' | 'shared-secret' | 'device';

function listing(kind: Kind, query: string, workspaceId: WorkspaceId, services: Services): OwnListing {
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => services.database.withWorkspace(workspaceId, work);
  return {
    kind,
    scope: custodyScope,
    query,
    gaps: () => (kind === 'device' ? Promise.resolve([]) : inTx((tx) => peopleGaps(tx, services))),
    count: () => inTx(registers[kind].count),
    page: (after) => inTx((tx) => registers[kind].page(tx, after, services.clock.now())),
  };
}

type Page = Awaited<ReturnType<OwnListing['page']>>;
type Register = {
  count(tx: Tx): Promise<number>;
  page(tx: Tx, after: string | null, now: string): Promise<Page>;
};

const registers: Readonly<Record<Kind, Register>> = {
  'brand-account': { count: countBrandAccounts, page: brandPage },
  'shared-secret': { count: countSecrets, page: secretPage },
  device: {
    count: countDevices,
    page: async (tx, after) => pageOf(await listDevices(tx, { after, limit: pageSize }), deviceRecord),
  },
};

function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  recordOf: (row: Row) => Page['items'][number],
): Page {
  return { items: rows.map(recordOf), next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
}

async function brandPage(tx: Tx, after: string | null, now: string): Promise<Page> {
  const rows = await listBrandAccounts(tx, { after, limit: pageSize });
  const holders = rows.flatMap(({ body }) => holdersOf(body).map(({ subject }) => subject));
  const left = await leaversAmong(tx, holders, now);
  return pageOf(rows, (row) => brandRecord(row, left));
}

async function secretPage(tx: Tx, after: string | null, now: string): Promise<Page> {
  const rows = await listSecrets(tx, { after, limit: pageSize });
  const knowers = rows.flatMap((row) => [
    ...row.knownBy,
    ...row.formerlyKnownBy.map(({ subject }) => subject),
  ]);
  const left = await leaversAmong(tx, knowers, now);
  return pageOf(rows, (row) => secretRecord(row, left));
}

const someone = (subject: string | null) => (subject === null ? null : knownSubject(subject));
const people = (told: Custody['administrators']) => (told === 'unknown' ? told : told.map(knownSubject));
const holder = (told: string | null) => (told === 'unknown' ? ('unknown' as const) : someone(told));

function brandRecord(one: StoredBrandAccount, left: ReadonlyMap<string, string>): RecordOf<'brand-account'> {
  const { system, account, body, confirmedAt, confirmedUntil } = one;
  const { secretKept, mfaMethod, recoveryMail, recoveryTestedAt, isOwnedByPortfolio } = body;
  const gone = new Set(holdersOf(body).flatMap(({ subject }) => (left.has(subject) ? [subject] : [])));
  return {
    ...{ system, account, secretKept, mfaMethod, recoveryMail, recoveryTestedAt, isOwnedByPortfolio },
    owner: someone(body.owner),
    administrators: people(body.administrators),
    delegates: people(body.delegates),
    secretCustodians: people(body.secretCustodians),
    mfaCustodians: people(body.mfaCustodians),
    recoveryMailHolder: holder(body.recoveryMailHolder),
    recoveryPhoneHolder: holder(body.recoveryPhoneHolder),
    heldByLeavers: [...gone].toSorted().map(knownSubject),
    confirmedAt,
    confirmedUntil,
  };
}

function secretRecord(one: StoredSecret, left: ReadonlyMap<string, string>): RecordOf<'shared-secret'> {
  const { lastKnowerLeftAt, dueAt } = rotationOf(one, left);
  return {
    secret: one.id,
    system: one.system,
    owner: someone(one.owner),
    knownBy: [...new Set([...one.knownBy, ...one.formerlyKnownBy.map(({ subject }) => subject)])].map(
      knownSubject,
    ),
    rotatedAt: one.isRotationKnown ? one.rotatedAt : 'unknown',
    lastKnowerLeftAt,
    dueAt,
  };
}

function deviceRecord(one: StoredDevice): RecordOf<'device'> {
  const { id, model, holders, isShared, isCompanyOwned, signedInTo, returnedAt } = one;
  return {
    system: custodyScope,
    device: id,
    model,
    holders: holders.map(knownSubject),
    isShared,
    isCompanyOwned: isCompanyOwned === 'unknown' ? 'unknown' : isCompanyOwned === 'yes',
    isActive: returnedAt === null,
    lastSeenAt: 'unknown',
    signedInTo: signedInTo === null ? 'unknown' : [...signedInTo],
  };
}
