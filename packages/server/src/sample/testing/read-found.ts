import { readItems } from '../../facts/index.ts';
import { pageOfRemovals } from '../../workforce/removals/removals.store.ts';
import type { WorkforceServer } from '../../workforce/testing/start-workforce.ts';
import type { PlantedClass } from '../company/company.ts';
import type { Found } from './compare-found.ts';
import { holderIn } from './holder-in.ts';
import type { AccountName } from './live-month.ts';

type Finding = {
  readonly check: string;
  readonly scope: string;
  readonly key: string;
  readonly code: string;
};

/** Which findings say which of the planted things, by check and code. */
const meanings: Readonly<Record<string, Readonly<Record<string, PlantedClass>>>> = {
  'account-owned': {
    'not-a-known-person': 'ghost',
    'no-owner': 'orphan',
    'owner-not-known': 'orphan',
    'person-left': 'left',
    'person-inactive': 'left',
  },
  'leaver-access-removed': { 'still-there': 'left', 'gone-late': 'left', 'used-after': 'left' },
  'engagement-access-removed': {
    'partner-still-there': 'left',
    'individual-still-there': 'left',
    'token-still-there': 'left',
    'partner-gone-late': 'left',
    'individual-gone-late': 'left',
    'token-gone-late': 'left',
  },
  'mover-rights-removed': { 'still-there': 'mover', 'gone-late': 'mover' },
  'shared-accounts-registered': { generic: 'shared', shared: 'shared' },
  'access-approved': { 'no-request': 'unrequested' },
};

/** Everything the controls say is wrong now, about which account. */
export async function readFound({
  server,
  names,
  month,
}: {
  readonly server: WorkforceServer;
  readonly names: ReadonlyMap<string, AccountName>;
  readonly month: number;
}): Promise<readonly Found[]> {
  const failures = await findingsOf(server, 'fail');
  const places = await accountPlaces(server);
  const said = failures.flatMap((finding): Found[] => {
    const meaning = meanings[finding.check]?.[finding.code];
    const name = names.get(places.get(finding.key) ?? finding.key.replace(/\/(?=sub_)/, '\n'));
    if (meaning === undefined || name === undefined || name.system === 'daybook') return [];
    return [{ class: meaning, ...name, month, said: `${finding.check} ${finding.code}` }];
  });
  // A shared sign-in belongs to nobody by its nature; it is told once.
  const shared = new Set(said.filter((one) => one.class === 'shared').map(accountKey));
  return said.filter((one) => one.class !== 'ghost' || !shared.has(accountKey(one)));
}

const accountKey = ({ system, login, mail }: Found) => `${system}\n${login}\n${mail}`;

export async function findingsOf(
  server: WorkforceServer,
  outcome: 'fail' | 'pass',
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const control of server.services.catalog.controls.keys()) {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = `outcome=${outcome}&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer = await server.send('GET', `/controls/${control}/findings?${query}`, server.owner);
      if (answer.statusCode !== 200) throw new Error(`no findings of ${control}: ${answer.body}`);
      const page: { items: readonly Finding[]; nextCursor: string | null } = answer.json();
      found.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return found;
}

/** The account that a removal or a new access is about, by the key of its finding. */
async function accountPlaces({
  services,
  workspaceId,
}: WorkforceServer): Promise<ReadonlyMap<string, string>> {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const removals = await pageOfRemovals(tx, '', 5_000);
    const gains = await readItems(tx, { kind: 'access-gain', limit: 5_000 });
    return new Map([
      ...removals.map(({ id, system, key }) => [id, `${system}\n${holderIn(key ?? '')}`] as const),
      ...gains.map(({ key, value }) => [key, `${value.system}\n${value.holder}`] as const),
    ]);
  });
}
