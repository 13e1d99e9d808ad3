import { type Channel, recogniseChannel } from '@daybook/kit';
import { sql } from 'kysely';
import { listPopulations, type PopulationStatus } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';
import { type ListSource, readSources } from '../access-list/source-of.ts';
import { noSignIns, readCoverage, type SignInCoverage } from '../sign-in-coverage/coverage.store.ts';
import { type Attestation, newestConfirmed } from './attestations.store.ts';
import { gapsOf } from './own-attestations.ts';
import { type RegisteredSystem, readSystems } from './read-systems.ts';

export const systemStates = ['whole', 'attested', 'not-whole', 'never'] as const;
export type SystemState = (typeof systemStates)[number];

export type SystemView = {
  readonly system: string;
  readonly name: string;
  readonly isRegistered: boolean;
  readonly registered: RegisteredSystem | null;
  readonly channel: Channel | null;
  /** How its list came in; null where none ever did. */
  readonly had: ListSource | null;
  /** `whole`: read in time to the end. `attested`: two people said so, and it still holds. */
  readonly state: SystemState;
  /** Why it is not whole, in plain sentences. */
  readonly reasons: readonly string[];
  readonly lastWholeAt: string | null;
  /** When it stops being whole unless it is read or attested again. */
  readonly staleAt: string | null;
  readonly accounts: number;
  readonly unknownAccounts: number;
  /** Null while they are being counted. */
  readonly signIns: SignInCoverage | null;
  readonly attestation: Attestation | null;
};

/** Every system that is registered or that some list tells of, in C order. Bounded by the systems there are. */
export async function describeSystems(tx: Tx, services: Services): Promise<readonly SystemView[]> {
  const registered = new Map((await readSystems(tx)).map((one) => [one.system, one]));
  const lists = Map.groupBy(
    (await listPopulations(tx, services)).filter(({ kind }) => kind === 'account' || kind === 'grant'),
    ({ scope }) => scope,
  );
  const counts = await countAccounts(tx);
  const coverage = await readCoverage(tx);
  const attestations = await newestConfirmed(tx);
  const sourceOf = await readSources(tx, services);
  const systems = [...new Set([...registered.keys(), ...lists.keys(), ...counts.keys()])].toSorted();
  return systems.map((system) => {
    const known = registered.get(system) ?? null;
    const told = lists.get(system) ?? [];
    const attestation = attestations.get(system) ?? null;
    const had =
      told.length === 0
        ? null
        : sourceOf(
            told.flatMap(({ connections }) => connections),
            system,
          );
    return {
      system,
      name: known?.name ?? system,
      isRegistered: known !== null,
      registered: known,
      channel: channelOf(known, system, services),
      had: known?.means === 'attested' ? 'attested' : had,
      ...standing({ told, known, attestation }, services.clock.now()),
      accounts: counts.get(system)?.accounts ?? 0,
      unknownAccounts: counts.get(system)?.unknown ?? 0,
      signIns: coverage === null ? null : (coverage.get(system) ?? noSignIns),
      attestation,
    };
  });
}

function channelOf(known: RegisteredSystem | null, system: string, { catalog }: Services): Channel | null {
  const named = known?.channel ?? null;
  if (known !== null) return named === null ? null : (catalog.channels.get(named) ?? null);
  return recogniseChannel(catalog.channels.values(), system);
}

type Told = {
  readonly told: readonly PopulationStatus[];
  readonly known: RegisteredSystem | null;
  readonly attestation: Attestation | null;
};

function standing({ told, known, attestation }: Told, now: string) {
  if (known?.means === 'attested') {
    const reasons = gapsOf(attestation, now);
    const lastWholeAt = attestation?.confirmedAt ?? null;
    const state: SystemState =
      attestation === null ? 'never' : reasons.length === 0 ? 'attested' : 'not-whole';
    return {
      state,
      reasons,
      lastWholeAt,
      staleAt: state === 'attested' ? (attestation?.untilAt ?? null) : null,
    };
  }
  const lastWholeAt = earliest(told.map((one) => one.lastCompleteAt));
  if (told.length === 0) {
    return {
      state: 'never' as const,
      reasons: ['no list of who has access was ever read'],
      lastWholeAt,
      staleAt: null,
    };
  }
  const reasons = [...new Set(told.flatMap((one) => one.reasons))];
  const isWhole = told.every(({ isComplete }) => isComplete);
  const staleAt = isWhole ? earliest(told.map((one) => one.staleAt)) : null;
  return { state: isWhole ? ('whole' as const) : ('not-whole' as const), reasons, lastWholeAt, staleAt };
}

function earliest(instants: readonly (string | null)[]): string | null {
  const known = instants.filter((instant) => instant !== null).toSorted();
  return known.length < instants.length ? null : (known[0] ?? null);
}

type Counts = { readonly accounts: number; readonly unknown: number };

async function countAccounts(tx: Tx): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await sql<Counts & { system: string }>`
    select system, count(*)::integer as accounts,
      (count(*) filter (where belongs_to = 'unknown'))::integer as unknown
    from account_link where workspace_id = ${tx.workspaceId} and is_present group by system`.execute(tx.db);
  return new Map(rows.map((row) => [row.system, row]));
}
