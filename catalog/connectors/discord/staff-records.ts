import type { IdentityField, RecordOf } from '@daybook/kit';
import type { Channel, Member, Role, Webhook } from './answer-schemas.ts';
import { rightsOf, staffPermissions } from './permission-bits.ts';
import { instantOf } from './snowflake-time.ts';

const termLengthMax = 200;

export type Server = {
  readonly system: string;
  readonly ownerId: string;
  /** What every member may do. */
  readonly everyone: bigint;
  readonly roles: ReadonlyMap<string, Role>;
  readonly channels: readonly Channel[];
};

/** Whether somebody may do more than every member, is a bot, or owns the server. */
export function isStaff(member: Member, server: Server): boolean {
  if (member.user.bot === true || member.user.id === server.ownerId) return true;
  const own = member.roles.map((id) => server.roles.get(id)?.permissions ?? 0n);
  const within = overwritesOf(member, server).map(({ allow }) => allow);
  return [...own, ...within].some((permissions) => (staffPermissions(permissions) & ~server.everyone) !== 0n);
}

export function accountOf(member: Member, holder: IdentityField, server: Server): RecordOf<'account'> {
  const isBot = member.user.bot === true;
  const roles = member.roles.map((id) => termOf(server.roles.get(id)?.name, `role ${id}`));
  return {
    system: server.system,
    holder,
    owner: null,
    accountKind: isBot ? 'service' : 'unknown',
    roles: [...(member.user.id === server.ownerId ? ['owner'] : []), ...roles],
    isEnabled: true,
    hasMfa: 'unknown',
    canSignIn: isBot ? false : 'unknown',
    lastSeenAt: 'unknown',
    createdAt: instantOf(member.user.id),
    externalId: member.user.id,
  };
}

/** The ownership, each role that permits more than every member may, and each channel that permits more to them or a role of theirs. */
export function grantsOf(member: Member, holder: IdentityField, server: Server): RecordOf<'grant'>[] {
  const { system } = server;
  const common = { ...untold, system, holder, from: 'unknown' as const };
  const id = member.user.id;
  const owner: RecordOf<'grant'>[] =
    id === server.ownerId
      ? [
          {
            ...common,
            grant: `${id}:owner`,
            role: 'owner',
            rights: ['administer', 'connect', 'publish'],
            path: 'owner',
            via: null,
            scope: [],
          },
        ]
      : [];
  const roles = member.roles.flatMap((roleId): RecordOf<'grant'>[] => {
    const role = server.roles.get(roleId);
    if (role !== undefined && (staffPermissions(role.permissions) & ~server.everyone) === 0n) return [];
    const name = termOf(role?.name, `role ${roleId}`);
    const rights = role === undefined ? ('unknown' as const) : rightsOf(role.permissions);
    return [{ ...common, grant: `${id}:${roleId}`, role: name, rights, path: 'group', via: name, scope: [] }];
  });
  const channels = overwritesOf(member, server).flatMap((one): RecordOf<'grant'>[] => {
    const rights = rightsOf(one.allow & ~server.everyone);
    if (rights.length === 0) return [];
    const via = one.isOwn ? null : termOf(server.roles.get(one.id)?.name, `role ${one.id}`);
    const channel = termOf(one.channel.name, `channel ${one.channel.id}`);
    const grant = `${id}:${one.channel.id}:${one.id}`;
    const path = one.isOwn ? 'direct' : 'group';
    return [{ ...common, grant, role: 'permissions of a channel', rights, path, via, scope: [channel] }];
  });
  return [...owner, ...roles, ...channels];
}

function overwritesOf(member: Member, { channels }: Server) {
  return channels.flatMap((channel) =>
    channel.permission_overwrites
      .filter(({ id, type }) => (type === 1 ? id === member.user.id : member.roles.includes(id)))
      .map(({ id, type, allow }) => ({ channel, id, allow, isOwn: type === 1 })),
  );
}

/** An incoming webhook is an address that posts to a channel under any name, whoever knows it. */
export function credentialOf(
  webhook: Webhook,
  owner: IdentityField | null,
  server: Server,
): RecordOf<'credential'> {
  const channel = server.channels.find(({ id }) => id === webhook.channel_id);
  return {
    system: server.system,
    credential: `webhook:${webhook.id}`,
    purpose: null,
    owner,
    scopes: [`post in ${termOf(channel?.name, 'a channel')}`.slice(0, termLengthMax)],
    createdAt: instantOf(webhook.id),
    expiresAt: null,
    lastUsedAt: 'unknown',
    isActive: true,
  };
}

function termOf(name: string | null | undefined, otherwise: string): string {
  return name?.slice(0, termLengthMax).toWellFormed() || otherwise;
}

const untold = {
  origin: 'unknown',
  until: 'unknown',
  requestedBy: 'unknown',
  approvedBy: 'unknown',
  needsApproval: 'unknown',
  isInForce: true,
} as const;
