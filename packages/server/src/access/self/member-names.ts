import { findErased, readPayloads } from '../../ledger/index.ts';
import {
  Personal,
  type PersonalClass,
  Refusal,
  type Services,
  systemActor,
  type Tx,
} from '../../platform/index.ts';
import type { MemberIdentity } from '../record-member.ts';
import { type IdentityPlace, identityPlaces } from './identity-places.store.ts';

/** Who somebody is, for whoever may see it. `erased`: their key was destroyed. `unreadable`: ours is missing. */
export type NamedMember = {
  readonly state: 'person' | 'service' | 'system' | 'erased' | 'unreadable' | 'unknown';
  readonly name: Personal | string | null;
};

/** What members, and those who were one, are called in this workspace. */
export async function nameMembers(
  tx: Tx,
  subjects: readonly string[],
  services: Pick<Services, 'dataKeys'>,
): Promise<(subject: string) => NamedMember> {
  const places = await identityPlaces(tx, [...new Set(subjects)]);
  const bodies = await readIdentityBodies(tx, places, services);
  const erased = new Set(
    (
      await findErased(
        tx,
        places.map(({ position }) => position),
      )
    ).map(({ position }) => position),
  );
  const named = new Map(
    places.map((place) => {
      const state = erased.has(place.position) ? ('erased' as const) : ('unreadable' as const);
      const identity = bodies.get(place.position);
      return [
        place.subject,
        identity === undefined ? { state, name: null } : nameOf(place, identity),
      ] as const;
    }),
  );
  return (subject) => {
    if (subject === systemActor.id) return { state: 'system', name: 'Daybook' };
    return named.get(subject) ?? { state: 'unknown', name: null };
  };
}

/** None where the master key is missing: what happened can be read without it. */
export async function readIdentityBodies(
  tx: Tx,
  places: readonly IdentityPlace[],
  services: Pick<Services, 'dataKeys'>,
): Promise<ReadonlyMap<number, MemberIdentity>> {
  const ids = places.map(({ position, entry }) => ({ position, id: entry }));
  try {
    const payloads = await readPayloads(tx, ids, services);
    return new Map(
      payloads.map(({ position, body }) => {
        // Written by `recordMember`.
        const told = JSON.parse(body.toString('utf8')) as { readonly identity: MemberIdentity };
        return [position, told.identity];
      }),
    );
  } catch (error) {
    if (error instanceof Refusal && error.code === 'keys-missing') return new Map();
    throw error;
  }
}

function nameOf({ subject, isService }: IdentityPlace, identity: MemberIdentity): NamedMember {
  const { name, login } = identity;
  const [personalClass, value]: readonly [PersonalClass, string | undefined] =
    name === undefined ? ['login', login] : ['name', name];
  const state = isService ? 'service' : 'person';
  if (value === undefined) return { state, name: null };
  return { state, name: new Personal([{ class: personalClass, value, of: 'member', subject }]) };
}
