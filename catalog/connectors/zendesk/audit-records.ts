import { freeText, type RecordOf, type Roster } from '@daybook/kit';
import type { Audit, User } from './answer-schemas.ts';

const termLengthMax = 200;

type Place = { readonly system: string; readonly roster: Roster<User> };

/** Whether an entry of the audit log tells of what somebody may do: of users, roles, groups and tokens, but not of signing in. */
export function isAccessChange({ source_type, action }: Audit): boolean {
  return (
    action !== 'login' &&
    action !== 'exported' &&
    /user|role|permission|group|membership|token|oauth/i.test(source_type)
  );
}

/** One change with its actor. An actor who is no agent (any more), or the system itself, is `unknown`, never nobody. */
export function configOf(audit: Audit, { system, roster }: Place): RecordOf<'config'> {
  const { before, after } = valuesOf(audit.change_description ?? '');
  return {
    system,
    change: String(audit.id),
    area: `${audit.source_type} ${audit.action}`.slice(0, termLengthMax),
    at: new Date(audit.created_at).toISOString(),
    by: roster.find(String(audit.actor_id)) ?? 'unknown',
    about: /user/i.test(audit.source_type) ? (roster.find(String(audit.source_id)) ?? 'unknown') : null,
    before,
    after,
  };
}

export function exportOf(audit: Audit, { system, roster }: Place): RecordOf<'export'> {
  return {
    system,
    export: String(audit.id),
    what: audit.source_type.slice(0, termLengthMax) || 'data',
    at: new Date(audit.created_at).toISOString(),
    by: roster.find(String(audit.actor_id)) ?? 'unknown',
    approvedBy: 'unknown',
    rows: 'unknown',
    hasReason: 'unknown',
  };
}

/**
 * Descriptions read `Role changed from Agent to Administrator`. Only what says how far somebody reaches is kept of them:
 * other wording may name people, and what changed then stands as not known.
 */
function valuesOf(description: string): Pick<RecordOf<'config'>, 'before' | 'after'> {
  const change = /^(.{1,100}?) changed from (.{1,1000}?) to (.{1,1000})$/i.exec(description.toWellFormed());
  const [, name = '', from = '', to = ''] = change ?? [];
  if (!/role|group|permission|access|suspend|active|two.?factor|scope/i.test(name))
    return { before: 'unknown', after: 'unknown' };
  const value = (of: string) => [{ name: name.toLowerCase(), value: freeText(of) }];
  return { before: value(from), after: value(to) };
}
