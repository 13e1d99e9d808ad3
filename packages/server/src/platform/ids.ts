import { randomUUID } from 'node:crypto';

/** `Id<'con'>` is a string such as `con_0192…`; two kinds cannot be swapped. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type Ids = {
  /** Time-ordered id (UUIDv7, RFC 9562 section 5.7) for rows. */
  make<Prefix extends string>(prefix: Prefix): Id<Prefix>;
  /** Random id (UUIDv4) that says nothing about when it was made, for pseudonyms. */
  random<Prefix extends string>(prefix: Prefix): Id<Prefix>;
  /** A bare UUIDv7 for workspace and log keys. */
  uuid(): string;
};

export const systemIds: Ids = {
  make: (prefix) => `${prefix}_${uuidV7(Date.now(), randomUUID())}`,
  random: (prefix) => `${prefix}_${randomUUID()}`,
  uuid: () => uuidV7(Date.now(), randomUUID()),
};

function uuidV7(unixMs: number, random: string): string {
  const time = unixMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
