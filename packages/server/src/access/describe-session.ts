import { listWorkspaces, type Services, type Tx, type Workspace } from '../platform/index.ts';
import { accessOf } from './access-state.ts';
import { isVouchedHere } from './federation/is-vouched-here.ts';
import { type FoundSession, findSession, type SessionUser } from './find-session.ts';
import { hasUsers, listMembershipsOfUser, type Membership } from './members.store.ts';
import { areasOf } from './permissions/action-groups.ts';
import type { Role } from './permissions/role.ts';
import { entersBy } from './sign-in/enters-by.ts';
import { readSignInPolicy } from './sign-in/sign-in-policy.store.ts';
import { listWaysIn, type WayIn } from './sign-in/ways-in.store.ts';

export type SessionView = {
  readonly needsSetup: boolean;
  readonly user: SessionUser | null;
  /** Of this sign-in, and of this session. */
  readonly secondFactor: { readonly enrolled: boolean; readonly satisfied: boolean };
  /** The ways in that this sign-in has; empty for nobody. */
  readonly methods: readonly WayIn[];
  readonly workspaces: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly role: Role;
    readonly isSample: boolean;
    /** `sub_…`, whom the ledger of this workspace takes the asker for; null for a service. */
    readonly subject: string | null;
    /** What the role allows once the second factor is shown. */
    readonly actions: readonly string[];
    /** This role decides here, and deciding asks for a second factor. */
    readonly secondFactorRequired: boolean;
    /** This session does not enter: the workspace is entered through this provider alone. */
    readonly mustUseSso: { readonly provider: string } | null;
  }[];
};

/** Who is asking and what they may do where. Nobody learns anything but whether the installation is set up. */
export async function describeSession(
  request: { readonly cookie: string | undefined; readonly viaSocket: boolean },
  services: Services,
): Promise<SessionView> {
  return services.database.withSystem('describe a session', async (tx) => {
    const needsSetup = !(await hasUsers(tx));
    const found = request.viaSocket ? null : await findSession(tx, request.cookie, services);
    const memberships = await membershipsOf(tx, found);
    const workspaces = found === null && !request.viaSocket ? [] : await listWorkspaces(tx);
    const visible = request.viaSocket ? workspaces : workspaces.filter((one) => memberships.has(one.id));
    const views = [];
    for (const one of visible)
      views.push(await view(tx, one, memberships.get(one.id) ?? null, found, services));
    const methods = found === null ? [] : await listWaysIn(tx, found.user.id);
    return {
      needsSetup,
      user: found?.user ?? null,
      secondFactor: {
        enrolled: (found?.isEnrolled ?? false) || methods.includes('passkey'),
        satisfied: (found?.session.secondFactorAt ?? null) !== null,
      },
      methods,
      workspaces: views,
    };
  });
}

async function membershipsOf(tx: Tx, found: FoundSession | null): Promise<ReadonlyMap<string, Membership>> {
  const memberships = found === null ? [] : await listMembershipsOfUser(tx, found.user.id);
  const entered = new Map<string, Membership>();
  for (const one of memberships) {
    if (found !== null && (await isVouchedHere(tx, found.session, one.workspaceId)))
      entered.set(one.workspaceId, one);
  }
  return entered;
}

async function view(
  tx: Tx,
  { id, slug, name, isSample }: Workspace,
  membership: Membership | null,
  found: FoundSession | null,
  services: Services,
): Promise<SessionView['workspaces'][number]> {
  const role = membership?.role ?? 'service';
  const policy = await readSignInPolicy(tx, id);
  // As with a second factor: a screen offers what the role allows, and the refusal says what is still missing.
  const context = { mfa: true, mfaRequired: policy.requireSecondFactor, now: services.clock.now() };
  const holder = { role, grants: membership?.grants ?? [] };
  const { permissions, closedInSample } = accessOf(services);
  const allowed = permissions.allowedActions(holder, context);
  const actions = isSample ? allowed.filter((action) => !closedInSample.has(action)) : allowed;
  const without = new Set(permissions.allowedActions(holder, { ...context, mfa: false }));
  // Everybody may make keys of their own; that alone is no reason to ask at once.
  const deciding = actions.filter((action) => !without.has(action) && !areasOf(action).includes('keys'));
  const isOutside = found !== null && !entersBy(found.session, policy);
  return {
    id,
    slug,
    name,
    role,
    isSample,
    subject: membership?.subjectId ?? null,
    actions,
    secondFactorRequired: membership !== null && deciding.length > 0,
    mustUseSso: isOutside && policy.providerId !== null ? { provider: policy.providerId } : null,
  };
}
