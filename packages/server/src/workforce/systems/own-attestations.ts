import { knownSubject, type OwnListing, type RecordOf } from '@daybook/kit';
import type { OwnListingPart, Services, Tx, WorkspaceId } from '../../platform/index.ts';
import {
  type Attestation,
  type AttestedHolder,
  attestedHolders,
  newestConfirmed,
} from './attestations.store.ts';
import { readSystems } from './read-systems.ts';
import { toldWholeElsewhere } from './told-elsewhere.ts';

const pageSize = 500;

/**
 * Tells what two people said as facts. Once it ran out or was withdrawn it is told on, as not whole: whoever was named is
 * neither there nor gone, and nothing may pass.
 */
export function ownAttestations(services: Services): OwnListingPart {
  return {
    types: ['attestation.', 'system.'],
    listings: async (workspaceId) => {
      const { newest, attested } = await services.database.withWorkspace(workspaceId, async (tx) => ({
        newest: await newestConfirmed(tx),
        attested: new Set(
          (await readSystems(tx)).filter(({ means }) => means === 'attested').map(({ system }) => system),
        ),
      }));
      return [...new Set([...newest.keys(), ...attested])].toSorted().flatMap((system) => {
        const attestation = newest.get(system) ?? null;
        const given = { system, attestation, isMeant: attested.has(system), workspaceId, services };
        return [listingOf('account', given), listingOf('grant', given)];
      });
    },
  };
}

type Given = {
  readonly system: string;
  /** Null where two people never said anything. */
  readonly attestation: Attestation | null;
  /** False once its list is had in another way: then nothing is told here, and it is whole as soon as the other one is. */
  readonly isMeant: boolean;
  readonly workspaceId: WorkspaceId;
  readonly services: Services;
};

function listingOf(kind: 'account' | 'grant', given: Given): OwnListing {
  const { system, isMeant, workspaceId, services } = given;
  const attestation = isMeant ? given.attestation : null;
  const record = kind === 'account' ? accountOf : grantOf;
  return {
    kind,
    scope: system,
    query: `${kind}s of ${system} as two people attested them`.slice(0, 500),
    gaps: async () => {
      if (isMeant) return gapsOf(attestation, services.clock.now());
      const isTold = (tx: Tx) => toldWholeElsewhere(tx, { kind, scope: system }, services);
      return (await services.database.withWorkspace(workspaceId, isTold)) ? [] : [notTold];
    },
    count: async () => attestation?.holders ?? 0,
    page: async (after) => {
      if (attestation === null) return { items: [], next: null };
      const read = (tx: Tx) => attestedHolders(tx, attestation.id, { after: after ?? '', limit: pageSize });
      const holders = await services.database.withWorkspace(workspaceId, read);
      const next = holders.length < pageSize ? null : (holders.at(-1)?.subject ?? null);
      return { items: holders.map((holder) => record(system, holder)), next };
    },
  };
}

const notTold = 'its list is not attested any more, and no other source has told a whole one yet';

/** Why what was attested says nothing of now. */
export function gapsOf(attestation: Attestation | null, now: string): readonly string[] {
  if (attestation === null) return ['two people have not attested yet who has access'];
  const { untilAt, withdrawnAt } = attestation;
  if (withdrawnAt !== null) return ['what two people attested was withdrawn'];
  if (untilAt <= now) return [`what two people attested ran out at ${untilAt}`];
  return [];
}

function accountOf(system: string, { subject, role }: AttestedHolder): RecordOf<'account'> {
  return {
    system,
    holder: knownSubject(subject),
    owner: null,
    accountKind: 'unknown',
    roles: [role],
    isEnabled: 'unknown',
    hasMfa: 'unknown',
    canSignIn: 'unknown',
    lastSeenAt: 'unknown',
    createdAt: 'unknown',
  };
}

function grantOf(system: string, { subject, role, rights }: AttestedHolder): RecordOf<'grant'> {
  return {
    system,
    grant: `attested/${subject}`,
    holder: knownSubject(subject),
    role,
    rights: rights === null ? 'unknown' : [...rights],
    path: 'unknown',
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  };
}
