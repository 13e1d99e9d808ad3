import { dangerousRights } from '@daybook/kit';
import { z } from 'zod';
import { freeText } from '../../ledger/index.ts';
import { personalText, type Services, type Tx } from '../../platform/index.ts';
import { namesOf } from '../names-of.ts';
import { type Attestation, attestedHolders, listAttestations } from './attestations.store.ts';
import { type SystemView, systemStates } from './describe-systems.ts';
import { gapsOf } from './own-attestations.ts';
import { listMeans, systemKinds } from './read-systems.ts';

const someone = z.object({ subject: z.string(), name: personalText });
const subject = z.string().regex(/^sub_[0-9a-f-]{36}$/);

/** What people say of a system. */
export const systemWords = {
  name: z.string().trim().min(1).max(120),
  kind: z.enum(systemKinds),
  channel: z.string().max(60).nullable(),
  owner: subject.nullable(),
  means: z.enum(listMeans),
  logRetentionDays: z.int().min(1).max(36_500).nullable(),
  intervalHours: z.int().min(1).max(87_600).nullable(),
  reviewDays: z.int().min(1).max(3_660).nullable(),
};

const channel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(systemKinds),
  means: z.enum(listMeans),
  lists: z.string(),
  fallback: z.string(),
  log: z.string(),
  retentionDays: z.int().nullable(),
  /** Built from the vendor's description, not yet run against a live account; false where no connector reads it. */
  isUnproven: z.boolean(),
});

/** Enabled accounts of people by how they are entered; the first four are all of them, `unknownByProvider` is part of `unknown`. */
const signInsShape = z.object({
  providerOnly: z.int(),
  besideLocal: z.int(),
  localOnly: z.int(),
  unknown: z.int(),
  unknownByProvider: z.int(),
});

/** One system with how its list is had, whether it is whole, and what the source itself can tell. */
export const systemShape = z.object({
  system: z.string(),
  name: z.string(),
  isRegistered: z.boolean(),
  kind: z.enum(systemKinds),
  channel: channel.nullable(),
  owner: someone.nullable(),
  /** As registered, else as it came in; null where nobody said and no list came. */
  means: z.enum(listMeans).nullable(),
  had: z.enum(listMeans).nullable(),
  state: z.enum(systemStates),
  reasons: z.array(z.string()),
  lastWholeAt: z.string().nullable(),
  staleAt: z.string().nullable(),
  accounts: z.int(),
  unknownAccounts: z.int(),
  /** Null while they are being counted. */
  signIns: signInsShape.nullable(),
  logRetentionDays: z.int().nullable(),
  intervalHours: z.int().nullable(),
  reviewDays: z.int().nullable(),
  position: z.int().nullable(),
});

export const attestationShape = z.object({
  id: z.string(),
  note: personalText,
  madeBy: someone,
  madeAt: z.string(),
  untilAt: z.string(),
  confirmedBy: someone.nullable(),
  confirmedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  /** `waiting` for a second person; `in-force` until it runs out. */
  state: z.enum(['waiting', 'in-force', 'run-out', 'withdrawn']),
  holders: z.array(
    z.object({
      subject: z.string(),
      name: personalText,
      role: z.string(),
      rights: z.array(z.enum(dangerousRights)).nullable(),
    }),
  ),
  position: z.int(),
});

export const systemDiscloses = ['name', 'email', 'login', 'phone', 'text'] as const;

export async function viewSystems(tx: Tx, systems: readonly SystemView[], services: Services) {
  const nameOf = await namesOf(
    tx,
    systems.map(({ registered }) => registered?.owner ?? null),
    services,
  );
  return systems.map((one): z.input<typeof systemShape> => {
    const { system, name, isRegistered, registered, had, state, lastWholeAt, staleAt } = one;
    const owner = registered?.owner ?? null;
    return {
      ...{ system, name, isRegistered, had, state, lastWholeAt, staleAt },
      kind: registered?.kind ?? one.channel?.kind ?? 'other',
      channel: one.channel === null ? null : viewChannel(one.channel, services),
      owner: owner === null ? null : { subject: owner, name: nameOf(owner) ?? '' },
      means: registered?.means ?? had,
      reasons: [...one.reasons],
      accounts: one.accounts,
      unknownAccounts: one.unknownAccounts,
      signIns: one.signIns,
      logRetentionDays: registered?.logRetentionDays ?? one.channel?.log.retentionDays ?? null,
      intervalHours: registered?.intervalHours ?? null,
      reviewDays: registered?.reviewDays ?? null,
      position: registered?.position ?? null,
    };
  });
}

export const channelShape = channel;

/** What the catalog knows of a channel, as far as this installation can read it: without its connector a file is needed. */
export function viewChannel(one: NonNullable<SystemView['channel']>, { catalog }: Pick<Services, 'catalog'>) {
  const connector = one.access.connector === null ? undefined : catalog.connectors.get(one.access.connector);
  const means = one.access.means === 'live' && connector === undefined ? 'import' : one.access.means;
  return {
    ...{ id: one.id, name: one.name, kind: one.kind, means },
    lists: one.access.lists,
    fallback: one.access.fallback,
    log: one.log.note,
    retentionDays: one.log.retentionDays,
    isUnproven: connector?.isUnproven ?? false,
  };
}

const shownMax = 20;
const holdersMax = 500;

/** The newest attestations of a system, with whom they name. */
export async function viewAttestations(tx: Tx, system: string, services: Services) {
  const found = await listAttestations(tx, system, shownMax);
  const now = services.clock.now();
  const viewed: z.input<typeof attestationShape>[] = [];
  for (const one of found) {
    const holders = await attestedHolders(tx, one.id, { after: '', limit: holdersMax });
    const subjects = [one.madeBy, one.confirmedBy, ...holders.map((holder) => holder.subject)];
    const nameOf = await namesOf(tx, subjects, services);
    const named = (subject: string) => ({ subject, name: nameOf(subject) ?? '' });
    const { id, note, madeAt, untilAt, confirmedAt, withdrawnAt, position } = one;
    viewed.push({
      ...{ id, madeAt, untilAt, confirmedAt, withdrawnAt, position },
      note: freeText(note, { position, author: one.madeBy }),
      madeBy: named(one.madeBy),
      confirmedBy: one.confirmedBy === null ? null : named(one.confirmedBy),
      state: attestationState(one, now),
      holders: holders.map(({ subject, role, rights }) => ({
        ...named(subject),
        role,
        rights: rights === null ? null : [...rights],
      })),
    });
  }
  return viewed;
}

function attestationState(one: Attestation, now: string) {
  if (one.withdrawnAt !== null) return 'withdrawn' as const;
  if (one.confirmedAt === null) return one.untilAt <= now ? ('run-out' as const) : ('waiting' as const);
  return gapsOf(one, now).length === 0 ? ('in-force' as const) : ('run-out' as const);
}
