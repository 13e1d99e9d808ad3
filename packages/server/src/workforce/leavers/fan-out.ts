import type { FactOf } from '@daybook/kit';
import { type ItemRef, itemsNaming } from '../../facts/index.ts';
import { readWorkspace, type Services, type Tx } from '../../platform/index.ts';
import { type Agency, readAgencies } from '../agencies/read-agencies.ts';
import { type AccountRef, accountName } from '../linking/account-link.ts';
import { accountsOfAgency, accountsOfPerson } from '../linking/read-links.ts';
import { dueAtOf } from '../removals/deadlines.ts';
import { readDeadlines } from '../removals/read-deadlines.ts';
import type { RemovalCause, RemovalLayer, RemovalTarget, RemovalWhat } from '../removals/removal.ts';
import { removalsOf } from '../removals/removals.store.ts';
import { accountsKeptBy } from './kept-accounts.store.ts';
import type { Leaver, LeaverRun } from './leaver-run.ts';
import { employedBy, mailedAt, peopleAmong, spellingsOf } from './people-of-agency.ts';

type Found = Omit<RemovalTarget, 'dueAt'> & { readonly isCritical: boolean };
type Account = ItemRef & { readonly value: FactOf<'account'> };
type BrandAccount = ItemRef & { readonly value: FactOf<'brand-account'> };
type Grant = ItemRef & { readonly value: FactOf<'grant'> };

/** `joining`: people of an agency who were found only after its run had opened. */
type Leaving = Leaver & Pick<LeaverRun, 'id'> & { readonly joining?: readonly string[] };

const ownSystem = 'daybook';

/**
 * Everything that has to go with somebody, from what the lists say now: grants, accounts, keys and tokens they own, secrets
 * they know, devices they hold and what is signed in on them, and the ways in to Daybook itself.
 */
export async function fanOut(
  tx: Tx,
  run: Leaving & Pick<LeaverRun, 'effectiveAt' | 'isInvoluntary'>,
  services: Services,
): Promise<readonly RemovalTarget[]> {
  const cause = causeOf(run);
  const found = await findAll(tx, run, services);
  const deadlines = await readDeadlines(tx);
  if (tx.workspaceId === null) throw new Error('a leaver belongs to a workspace');
  const { zone } = await readWorkspace(tx, tx.workspaceId);
  const { effectiveAt, isInvoluntary } = run;
  return found.map(({ isCritical, ...target }) => {
    const question = { cause, what: target.what, isCritical, isInvoluntary, effectiveAt };
    return { ...target, dueAt: dueAtOf(question, deadlines, zone) };
  });
}

export function causeOf({ agency }: Leaver): RemovalCause {
  return agency === null ? 'left' : 'engagement-ended';
}

async function findAll(tx: Tx, run: Leaving, services: Services): Promise<readonly Found[]> {
  const { linked, persons } = await accountsOf(tx, run, services);
  const holders = [...new Set([...persons, ...linked.map(({ holder }) => holder)])];
  const isTheirs = belongsTo(linked, persons);
  const accounts = (await itemsNaming(tx, { kind: 'account', field: 'holder', subjects: holders })).filter(
    isTheirs,
  );
  const grants = (await itemsNaming(tx, { kind: 'grant', field: 'holder', subjects: holders })).filter(
    isTheirs,
  );
  const owned = (await itemsNaming(tx, { kind: 'account', field: 'owner', subjects: holders })).filter(
    (account) => !isTheirs(account),
  );
  const keys = await itemsNaming(tx, { kind: 'credential', field: 'owner', subjects: holders });
  return [
    ...accounts.map((account) => accountTarget(account, grants)),
    ...accounts.flatMap(ownSession),
    ...grants.map((grant) => grantTarget(grant, accounts)),
    ...owned.map((account) => targetOf(account, account.value.system, 'account', 'token', true)),
    ...keys.map((key) => targetOf(key, key.value.system, 'credential', 'token', true)),
    ...(await keptOf(tx, holders, { linked, persons, owned })),
    ...(await custodyOf(tx, holders)),
  ];
}

/**
 * Accounts they answer for and do not have alone: not to remove but to hand over. One that is said to be owned by them is
 * there by its owner already, unless somebody named them as well.
 */
async function keptOf(
  tx: Tx,
  holders: readonly string[],
  { linked, persons, owned }: Theirs & { readonly owned: readonly Account[] },
): Promise<readonly Found[]> {
  const isTheirs = belongsTo(linked, persons);
  const byOwner = new Set(owned.map(({ value }) => accountName(value)));
  const kept = (await accountsKeptBy(tx, holders)).filter(
    (account) =>
      !isTheirs({ value: account }) && (account.decidedBy === 'human' || !byOwner.has(accountName(account))),
  );
  return kept.map(({ system, holder, custodian }) => {
    const place = { kind: 'account-link', scope: system, key: `${system}/${holder}` } as const;
    return { ...targetOf(place, system, 'account', 'token', true), takenFrom: [custodian] };
  });
}

type Theirs = { readonly linked: readonly AccountRef[]; readonly persons: readonly string[] };

/**
 * Linked by rule or by somebody's word; of an agency also what its source says is that organisation's, system users too, and
 * what its people have who stand on a list of people.
 */
async function accountsOf(
  tx: Tx,
  { id, subject, agency: agencyId, joining = [] }: Leaving,
  services: Services,
): Promise<Theirs> {
  if (subject !== null) return { linked: await accountsOfPerson(tx, subject), persons: [subject] };
  if (agencyId === null) return { linked: [], persons: [] };
  const linked = await accountsOfAgency(tx, agencyId);
  const agency = (await readAgencies(tx)).find((one) => one.id === agencyId);
  if (agency === undefined) return { linked, persons: [] };
  const { name } = agency;
  const organisations = await spellingsOf(tx, { kind: 'account', field: 'organisation', name });
  const vias = await spellingsOf(tx, { kind: 'grant', field: 'via', name });
  const said = await itemsNaming(tx, { kind: 'account', field: 'organisation', subjects: organisations });
  const through = await itemsNaming(tx, { kind: 'grant', field: 'via', subjects: vias });
  const own = [...said, ...through].map(({ value: { system, holder } }) => ({ system, holder }));
  const persons = [...new Set([...(await peopleOf(tx, id, agency, services)), ...joining])];
  const theirs: AccountRef[] = [];
  for (const person of persons) theirs.push(...(await accountsOfPerson(tx, person)));
  return { linked: [...linked, ...own, ...theirs], persons };
}

/** Whose mail tells that they are the agency's is looked up as its run opens; from then on the run itself names them, and who joins it. */
async function peopleOf(tx: Tx, run: string, agency: Agency, services: Services): Promise<readonly string[]> {
  const known = (await removalsOf(tx, [run])).flatMap(({ holders }) => holders);
  const found = known.length === 0 ? await mailedAt(tx, agency, services) : await peopleAmong(tx, known);
  return [...new Set([...(await employedBy(tx, agency)), ...found])].toSorted();
}

function belongsTo(linked: readonly AccountRef[], persons: readonly string[]) {
  const names = new Set(linked.map(accountName));
  return ({ value }: { readonly value: AccountRef }) =>
    names.has(accountName(value)) || persons.includes(value.holder);
}

function accountTarget(account: Account, grants: readonly Grant[]): Found {
  const { system, holder, accountKind } = account.value;
  const layer = layerOf(accountKind);
  const own = grants.filter(({ value }) => value.system === system && value.holder === holder);
  const isCritical = own.length === 0 || own.some(isDangerous);
  return targetOf(account, system, layer === 'partner' ? 'partner' : 'account', layer, isCritical);
}

function grantTarget(grant: Grant, accounts: readonly Account[]): Found {
  const { system, holder, path } = grant.value;
  const account = accounts.find(({ value }) => value.system === system && value.holder === holder);
  const layer = path === 'token' ? 'token' : layerOf(account?.value.accountKind ?? 'unknown');
  return targetOf(grant, system, 'grant', layer, isDangerous(grant));
}

/** What nobody knows to be harmless weighs like what is dangerous. */
function isDangerous({ value }: Grant): boolean {
  return value.rights === 'unknown' || value.rights.length > 0;
}

function layerOf(kind: FactOf<'account'>['accountKind']): RemovalLayer {
  if (kind === 'partner') return 'partner';
  return kind === 'service' ? 'token' : 'individual';
}

/** Sessions of Daybook end with the membership, in the same transaction; so its absence proves theirs. */
function ownSession(account: Account): Found[] {
  const { system, accountKind } = account.value;
  if (system !== ownSystem || accountKind === 'service') return [];
  return [targetOf(account, system, 'session', 'individual', true)];
}

/** Secrets they know, accounts of brands whose ways in they hold, devices, and what is signed in on those. */
async function custodyOf(tx: Tx, holders: readonly string[]): Promise<readonly Found[]> {
  const secrets = await itemsNaming(tx, { kind: 'shared-secret', field: 'knownBy', subjects: holders });
  const brands: BrandAccount[] = [];
  for (const field of brandFields)
    brands.push(...(await itemsNaming(tx, { kind: 'brand-account', field, subjects: holders })));
  const kept = new Map(brands.map((brand) => [`${brand.scope}\n${brand.key}`, brand]));
  const devices = await itemsNaming(tx, { kind: 'device', field: 'holders', subjects: holders });
  return [
    ...secrets.map((one) => targetOf(one, one.value.system, 'secret', 'individual', true)),
    ...[...kept.values()].map((one) => targetOf(one, one.value.system, 'secret', 'individual', true)),
    ...devices.map((one) => targetOf(one, one.value.system, 'device', 'individual', false)),
    ...devices.flatMap((one) =>
      signedIn(one).map((system) => targetOf(one, system, 'session', 'individual', true)),
    ),
  ];
}

const brandFields = [
  'secretCustodians',
  'mfaCustodians',
  'recoveryMailHolder',
  'recoveryPhoneHolder',
  'delegates',
] as const;

function signedIn({ value: { signedInTo } }: { readonly value: FactOf<'device'> }): readonly string[] {
  return signedInTo === 'unknown' ? [] : signedInTo;
}

function targetOf(
  { kind, scope, key }: ItemRef,
  system: string,
  what: RemovalWhat,
  layer: RemovalLayer,
  isCritical: boolean,
): Found {
  return { what, layer, system, kind, scope, key, isCritical };
}
