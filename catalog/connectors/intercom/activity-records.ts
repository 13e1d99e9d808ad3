import { freeText, type RecordOf, type Roster } from '@daybook/kit';
import type { Activity, Admin } from './answer-schemas.ts';

/** What the log says of who may do what and how they sign in, by the types of the description. */
const accessTypes = new Set(
  `admin_deletion admin_deprovisioned admin_impersonation_end admin_impersonation_start admin_invite_change
  admin_invite_creation admin_invite_deletion admin_permission_change admin_provisioned admin_two_factor_auth_change
  app_admin_join app_authentication_method_change app_google_sso_domain_change app_package_installation
  app_package_token_regeneration app_package_uninstallation app_team_creation app_team_deletion
  app_team_membership_modification app_webhook_creation app_webhook_deletion inbox_access_change role_change role_creation
  role_deletion seat_change seat_revoke security_settings_change`.split(/\s+/),
);
const exportTypes = new Set(['app_data_export', 'bulk_export', 'conversation_pdf_export']);
const textLengthMax = 1_000;

type Place = { readonly system: string; readonly roster: Roster<Admin> };

export function isAccessChange({ activity_type }: Activity): boolean {
  return accessTypes.has(activity_type);
}

export function isExport({ activity_type }: Activity): boolean {
  return exportTypes.has(activity_type);
}

/** The sentence Intercom writes beside a change names people and is left out; what changed stands where it is plain text. */
export function configOf(activity: Activity, { system, roster }: Place): RecordOf<'config'> {
  const { activity_type, metadata } = activity;
  return {
    system,
    change: activity.id,
    area: activity_type.replaceAll('_', ' '),
    at: instantOf(activity),
    by: actorOf(activity, roster),
    about: /^(admin|seat|app_admin)_/.test(activity_type) ? 'unknown' : null,
    before: plainValue(activity_type, metadata?.before),
    after: plainValue(activity_type, metadata?.after),
  };
}

export function exportOf(activity: Activity, { system, roster }: Place): RecordOf<'export'> {
  return {
    system,
    export: activity.id,
    what: activity.activity_type.replaceAll('_', ' '),
    at: instantOf(activity),
    by: actorOf(activity, roster),
    approvedBy: 'unknown',
    rows: 'unknown',
    hasReason: 'unknown',
  };
}

function actorOf({ performed_by }: Activity, roster: Roster<Admin>) {
  return roster.find(performed_by?.id ?? '') ?? ('unknown' as const);
}

function instantOf({ created_at }: Activity): string {
  return created_at === undefined ? 'unknown' : new Date(created_at * 1_000).toISOString();
}

/** Names of roles and permissions; names of people come with invitations and are not taken. */
function plainValue(type: string, value: unknown): { name: string; value: { $text: string } }[] | 'unknown' {
  if (typeof value !== 'string' || value === '' || !/role|permission|seat|access|security|method/.test(type))
    return 'unknown';
  return [{ name: type.replaceAll('_', ' '), value: freeText(value.slice(0, textLengthMax).toWellFormed()) }];
}
