import type { DangerousRight } from '@daybook/kit';

/** By https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags. */
const bit = (place: number) => 1n << BigInt(place);
const administrator = bit(3);
const manageGuild = bit(5);
const manageRoles = bit(28);
const manageWebhooks = bit(29);
const mentionEveryone = bit(17);

/** What nobody has who only takes part: kick, ban, manage channels, messages, nicknames, threads and events, the audit log, time-outs. */
const moderating = [1, 2, 4, 7, 13, 27, 30, 33, 34, 40].map(bit);
const staffBits = [
  administrator,
  manageGuild,
  manageRoles,
  manageWebhooks,
  mentionEveryone,
  ...moderating,
].reduce((all, one) => all | one, 0n);

/** What of these permissions makes somebody more than a member who takes part. */
export function staffPermissions(permissions: bigint): bigint {
  return permissions & staffBits;
}

/**
 * Which of the four rights permissions give. Whoever manages webhooks can post under any name and picture, so as the brand;
 * whoever mentions everyone reaches all members at once. Discord has no right to export: bots read, and say so by their scopes.
 */
export function rightsOf(permissions: bigint): DangerousRight[] {
  const has = (...any: readonly bigint[]) => any.some((one) => (permissions & one) !== 0n);
  const held: Readonly<Record<DangerousRight, boolean>> = {
    administer: has(administrator, manageGuild, manageRoles),
    export: false,
    connect: has(administrator, manageGuild, manageWebhooks),
    publish: has(administrator, manageWebhooks, mentionEveryone),
  };
  return (['administer', 'export', 'connect', 'publish'] as const).filter((right) => held[right]);
}
