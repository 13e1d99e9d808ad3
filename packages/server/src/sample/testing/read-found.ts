import { readItems } from '../../facts/index.ts';
import { pageOfRemovals } from '../../workforce/removals/removals.store.ts';
import { attestedLabel } from '../company/make-attestations.ts';
import { holderIn } from './holder-in.ts';
import { type JudgedControl, judgedControls } from './judged-controls.ts';
import type { AccountName } from './name-accounts.ts';
import { type Office, sent } from './office.ts';

/** What the application says of one thing in a month, in the words the company knows it by. */
export type Said = AccountName & {
  readonly control: JudgedControl;
  readonly month: number;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  /** What it is about: an account, a removal… */
  readonly kind: string;
  readonly key: string;
  /** The check and its word for it. */
  readonly code: string;
  /** Of a removal: when the list was taken that proved it; null of everything else, and while none did. */
  readonly provenAt: string | null;
};

type Finding = {
  readonly check: string;
  readonly kind: string;
  readonly key: string;
  readonly outcome: Said['outcome'] | 'not-applicable';
  readonly code: string;
};

type Month = { readonly month: number; readonly names: ReadonlyMap<string, AccountName> };

/** Everything a person would read of the nine controls now, what does not apply left out, and of Daybook's own members nothing. */
export async function readSaid(office: Office, { month, names }: Month): Promise<readonly Said[]> {
  const { nameOf, provenAt } = await namer(office, names);
  const said: Said[] = [];
  for (const control of new Set(judgedControls.map((one) => one.control))) {
    if (control === 'attested-lists') continue;
    for (const { check, code, outcome, kind, key } of await findingsOf(office, control)) {
      const name = nameOf(kind, key);
      if (outcome === 'not-applicable' || name.system === 'daybook') continue;
      const about = { control, month, outcome, kind, key, provenAt: provenAt.get(key) ?? null };
      said.push({ ...name, ...about, code: `${check} ${code}` });
    }
  }
  return [...said, ...(await signalsSaid(office, month)), ...(await attestedSaid(office, month))];
}

async function findingsOf(office: Office, control: string): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `/controls/${control}/findings?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: { items: readonly Finding[]; nextCursor: string | null } = await read(office, path);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

function read<Answer>(office: Office, path: string): Promise<Answer> {
  return sent<Answer>(office, { method: 'GET', path, as: office.server.owner });
}

type Named = { readonly items: readonly { readonly id: string; readonly name: string }[] };

/** By the kind and key of a finding; what has no other name is called by its key. */
async function namer(office: Office, names: ReadonlyMap<string, AccountName>) {
  const { places, provenAt } = await placesOf(office);
  const kept = [...(await read<Named>(office, '/shared-secrets?limit=200')).items];
  kept.push(...(await read<Named>(office, '/devices?limit=200')).items);
  const registered = new Map(kept.map(({ id, name }) => [id, name]));
  const nameOf = (kind: string, key: string): AccountName => {
    const place = places.get(key);
    if (place !== undefined && place.key !== key) return nameOf(place.kind, place.key);
    const [, system = '', rest = ''] = /^([^/]*)\/(.*)$/.exec(key) ?? [];
    const account = names.get(`${system}\n${holderIn(key)}`);
    if (account !== undefined && ['account', 'grant', 'account-link', 'access-gain'].includes(kind))
      return account;
    const id = [...registered.keys()].find((one) => key.includes(one));
    if (id !== undefined) return { system: 'custody', login: registered.get(id) ?? id, mail: null };
    return { system, login: rest, mail: null };
  };
  return { nameOf, provenAt };
}

/** What each removal is about. */
async function placesOf({ server: { services, workspaceId } }: Office) {
  return services.database.withWorkspace(workspaceId, async (tx) => {
    const removals = await pageOfRemovals(tx, '', 5_000);
    const gains = await readItems(tx, { kind: 'access-gain', limit: 5_000 });
    const provenAt = new Map(removals.map(({ id, firstAbsentAt }) => [id, firstAbsentAt]));
    const places = new Map([
      ...removals.map(({ id, system, kind, key }) => [id, { kind, key: key ?? `${system}/` }] as const),
      ...gains.map(
        ({ key, value }) => [key, { kind: 'account', key: `${value.system}/${value.holder}` }] as const,
      ),
    ]);
    return { places, provenAt };
  });
}

type Review = {
  readonly id: string;
  readonly name: string;
  readonly result: { readonly signals: readonly string[] } | null;
};

/** What a review says of how it was done. */
async function signalsSaid(office: Office, month: number): Promise<readonly Said[]> {
  const { items } = await read<{ items: readonly Review[] }>(office, '/access-reviews?limit=50');
  return items.flatMap(({ id, name, result }): Said[] => {
    if (result === null) return [];
    const named = {
      system: 'review',
      login: name,
      mail: null,
      kind: 'review',
      key: id,
      provenAt: null,
    } as const;
    const code = `signals ${result.signals.join(' ')}`;
    return [
      {
        ...named,
        control: 'access-review',
        month,
        code,
        outcome: result.signals.length > 0 ? 'fail' : 'pass',
      },
    ];
  });
}

type System = { readonly system: string; readonly means: string | null; readonly state: string };

/** Of the channels nobody can list: whether what two people said still holds. */
async function attestedSaid(office: Office, month: number): Promise<readonly Said[]> {
  const { items } = await read<{ items: readonly System[] }>(office, '/systems?limit=200');
  return items
    .filter(({ means }) => means === 'attested')
    .map(({ system, state }) => ({
      ...{ system, login: attestedLabel(month), mail: null, control: 'attested-lists', month },
      ...{
        kind: 'system',
        provenAt: null,
        key: `${system} ${month}`,
        code: state,
        outcome: state === 'attested' ? 'pass' : 'fail',
      },
    }));
}
