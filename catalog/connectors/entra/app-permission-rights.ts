import type { DangerousRight } from '@daybook/kit';

const changesAccess =
  /^(Directory|User|Group|GroupMember|Application|AppRoleAssignment|RoleManagement|RoleAssignmentSchedule|Policy|Domain|Organization|DelegatedPermissionGrant|UserAuthenticationMethod|PrivilegedAccess|EntitlementManagement|Exchange)\.(\w{1,40}\.)?(ReadWrite|Manage)/;
const letsApplicationsIn = /^(Application|AppRoleAssignment|DelegatedPermissionGrant)\.(ReadWrite|Manage)/;
const readsContent =
  /^(Mail|MailboxSettings|Files|Sites|Calendars|Contacts|Chat|ChannelMessage|Notes|Tasks|OnlineMeetingTranscript|CallRecords|eDiscovery|full_access_as_app|Exchange)(\.|$)/;
const sendsAsOthers =
  /^(Mail\.Send|Chat\.ReadWrite|Teamwork\.Migrate|ChannelMessage\.Send|full_access_as_app|Calendars\.ReadWrite)/;
const readsOnly = /^[A-Za-z-]{1,60}\.(\w{1,40}\.)?(Read|ReadBasic)(\.\w{1,40}){0,3}$/;

/**
 * What a permission of an application (an app role of Microsoft's interfaces) gives, by its name as in
 * https://learn.microsoft.com/graph/permissions-reference. Reading the directory alone is none of the four; names that
 * follow no known pattern, and those of other resources, are unknown.
 */
export function rightsOfPermission(name: string): DangerousRight[] | 'unknown' {
  const rights: DangerousRight[] = [
    ...(changesAccess.test(name) ? (['administer'] as const) : []),
    ...(readsContent.test(name) && !/^Mail\.Send$/.test(name) ? (['export'] as const) : []),
    ...(letsApplicationsIn.test(name) ? (['connect'] as const) : []),
    ...(sendsAsOthers.test(name) ? (['publish'] as const) : []),
  ];
  return rights.length > 0 || readsOnly.test(name) ? rights : 'unknown';
}
