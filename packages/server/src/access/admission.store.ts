import type { Services, WorkspaceId } from '../platform/index.ts';
import { type Membership, membershipColumns } from './members.store.ts';
import type { SignInMethod } from './sign-in/session-marks.store.ts';
import { defaultSignInPolicy, type SignInPolicy } from './sign-in/sign-in-policy.store.ts';

/** A session that is open, its user, and who they are in one workspace; null where they are nobody there. */
export type AdmittedSession = {
  readonly userId: string;
  readonly session: {
    readonly id: string;
    readonly method: SignInMethod;
    readonly providerId: string | null;
    readonly secondFactorAt: string | null;
    readonly isSeenLately: boolean;
  };
  readonly membership: Membership | null;
  readonly policy: SignInPolicy;
};

type Row = {
  readonly id: string;
  readonly sessionUser: string;
  readonly method: SignInMethod;
  readonly providerId: string | null;
  readonly secondFactorAt: string | null;
  readonly isSeenLately: boolean;
  readonly policy: SignInPolicy | null;
} & { readonly [column in keyof Membership]: Membership[column] | null };

// Everything every request asks, in one statement. Open means: not past its end by the clock that wrote it. What a provider of
// one workspace vouched for enters no other one.
const statement = `
  select s.id, s.user_id as "sessionUser", s.method, s.provider_id as "providerId",
    s.second_factor_at as "secondFactorAt", s.last_seen_at > now() - interval '1 minute' as "isSeenLately",
    case when p.workspace_id is not null then jsonb_build_object('enforceSso', p.enforce_sso,
      'providerId', p.provider_id, 'requireSecondFactor', p.require_second_factor,
      'sessionHours', p.session_hours) end as policy,
    m.*
  from auth_session s
  left join lateral (select ${membershipColumns} from membership
    where membership.user_id = s.user_id
      and membership.workspace_id = (select w.workspace_id from workspace w where w.slug = $2 and w.thrown_away_at is null)
      and (s.method <> 'sso' or exists (select from identity_provider i
        where i.workspace_id = membership.workspace_id and i.provider_id = s.provider_id and i.state = 'active'))) m on true
  left join sign_in_policy p on p.workspace_id = m."workspaceId"
  where s.token = $1 and s.expires_at > now()`;

/** Null from the session's last instant on. `slug` names the workspace of the path; empty outside workspaces. */
export async function readAdmission(
  { token, slug }: { readonly token: string; readonly slug: string },
  { database }: Pick<Services, 'database'>,
): Promise<AdmittedSession | null> {
  const [row] = await database.readSystem<Row>('admit a request', {
    name: 'daybook-admission',
    text: statement,
    values: [token, slug],
  });
  if (row === undefined) return null;
  const { id, sessionUser, method, providerId, secondFactorAt, isSeenLately, policy, ...membership } = row;
  return {
    userId: sessionUser,
    session: { id, method, providerId, secondFactorAt, isSeenLately },
    membership: isMember(membership) ? membership : null,
    policy: policy ?? defaultSignInPolicy,
  };
}

/** The columns of a membership are all there or none of them. */
function isMember(
  columns: {
    readonly [column in keyof Membership]: Membership[column] | null;
  },
): columns is Membership {
  const workspaceId: WorkspaceId | null = columns.workspaceId;
  return workspaceId !== null;
}
