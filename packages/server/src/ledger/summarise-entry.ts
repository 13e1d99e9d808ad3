import type { Entry } from '@daybook/ledger';
import { Personal } from '../platform/index.ts';

const sentences: Readonly<Record<string, string>> = {
  'log.opened': 'A new log was opened',
  'workspace.created': 'The workspace was created',
  'member.added': 'A member was added',
  'member.changed': 'A member got another role',
  'member.removed': 'A member was removed',
  'member.deactivated': 'The identity provider deactivated a member',
  'member.reactivated': 'The identity provider brought a member back',
  'scim-token.created': 'A token for the identity provider was made',
  'scim-token.ended': 'Tokens of the identity provider were ended',
  'scim-group.requested': 'A role for a group was asked for',
  'scim-group.mapped': 'A group got a role, or lost it',
  'scim-group.declined': 'A role for a group was declined',
  'grant.requested': 'A grant was asked for',
  'grant.given': 'A grant came into force',
  'grant.declined': 'A grant was declined',
  'grant.ended': 'A grant ended',
  'permissions.changed': 'The permission model changed: who may do what',
  'session.started': 'Someone signed in',
  'session.ended': 'Sessions of someone ended',
  'sign-in.failed': 'Sign-ins of someone failed',
  'sign-in.changed': 'Someone changed how they sign in',
  'reset.requested': 'A new password for a member was asked for; it needs a second person',
  'reset.given': 'A link for a new password of a member was given out',
  'reset.used': 'Someone chose a new password by a link',
  'identity-provider.added': 'An identity provider was added',
  'identity-provider.approved': 'An identity provider was approved by a second person',
  'identity-provider.domain-verified': 'A mail domain proved that it belongs to the workspace',
  'identity-provider.removed': 'An identity provider was removed; the sessions it vouched for ended',
  'identity.linked': 'Someone signed in through an identity provider for the first time',
  'sign-in-policy.requested': 'A weaker sign-in policy was asked for; it needs a second person',
  'sign-in-policy.changed': 'The sign-in policy changed',
  'sign-in-policy.declined': 'A change of the sign-in policy was declined',
  'break-glass.sealed': 'A break-glass account was sealed with a new password',
  'break-glass.used': 'A break-glass account was used',
  'break-glass.reviewed': 'The use of a break-glass account was reviewed',
  'break-glass.ended': 'A break-glass account was ended',
  'value.revealed': 'A masked value was shown to someone, for a reason',
  'reveal.requested': 'Someone asked to see a masked value beyond their limit',
  'reveal.declined': 'Showing a masked value was declined',
  'export.requested': 'An export was asked for',
  'export.approved': 'An export was approved by a second person',
  'export.declined': 'An export was declined',
  'export.downloaded': 'An export was downloaded',
  'export.expired': 'An export ran out; its file is gone',
  'export.withdrawn': 'An export was withdrawn; its file is gone',
  'export-limit.changed': 'From how many rows on an export needs a second person was changed',
  'api-key.created': 'An API key was made',
  'api-key.ended': 'An API key ended',
  'api-key.used': 'An API key was used on this day',
  'passkey.added': 'Someone added a passkey',
  'passkey.removed': 'A passkey was removed',
  'passkey.refused': 'A passkey was refused: somebody seems to hold a copy of it',
  'identity.recorded': 'A person or account holder became known',
  'connection.created': 'A source was connected',
  'connection.changed': 'The settings of a source were changed',
  'file-mapping.saved': 'What the columns and roles of a kind of file mean was remembered',
  'file-mapping.forgotten': 'What the columns and roles of a kind of file mean was forgotten',
  'record.observed': 'A record was seen at its source',
  'record.gone': 'A complete list no longer held a record',
  'pull.completed': 'A source was read to its end',
  'pull.failed': 'A source could not be read',
  'pull.abandoned': 'The reading of a source was cut off',
  'pull.shrink-confirmed': 'Somebody confirmed that what a much shorter list no longer holds is gone',
  'check.ran': 'A control test came to a new result',
  'anchor.target-added': 'Someone outside was asked to confirm the log',
  'anchor.target-removed': 'Someone outside no longer confirms the log',
  'anchor.receipt': 'Someone outside confirmed the log',
  'package.built': 'A package for an auditor was built',
  'package.downloaded': 'A package for an auditor was downloaded',
  'master-key.replaced': 'A new master key took over; nothing is sealed under the former one any more',
  'key.rotated': 'The log got a new signing key',
  'erasure.requested': 'The erasure of data was asked for',
  'erasure.declined': 'The erasure of data was declined',
  'payload.erased': 'Data was erased; its entries and their proofs stay',
  'hold.placed': 'A legal hold was placed: what it covers is not erased',
  'hold.lifted': 'A legal hold was lifted',
  'brand-account.registered': 'An account of a brand was registered',
  'brand-account.changed': 'Who holds the ways into a brand account was changed',
  'brand-account.confirmed': 'Somebody confirmed who holds the ways into a brand account',
  'shared-secret.registered': 'A secret that several people know was registered',
  'shared-secret.changed': 'Who knows a shared secret was changed in the register',
  'shared-secret.rotated': 'A shared secret was changed',
  'device.registered': 'A device was registered',
  'device.changed': 'Who has a device was changed in the register',
  'device.returned': 'A device came back',
  'account-link.decided': 'Somebody said whose an account is',
  'account-link.withdrawn': 'What somebody said about whose an account is was taken back',
  'agency.registered': 'An agency was registered',
  'agency.changed': 'What is known of an agency was changed',
  'agency.ended': 'The engagement of an agency was ended',
  'system.registered': 'A system was registered',
  'system.changed': 'What is registered about a system was changed',
  'attestation.made': 'Somebody said who has access to a system that tells nobody',
  'attestation.confirmed': 'A second person confirmed who has access to a system',
  'attestation.withdrawn': 'What was attested about a system was taken back',
  'access-removal.opened': 'An access has to go',
  'access-removal.closed': 'An access that had to go is closed',
  'access-removal.followed': 'An access that has to go is under a new name, for its account was renamed',
  'access-removal.reopened': 'An access that had to go is open again',
  'access-removal.attested': 'Somebody said that an access is gone where no list can tell',
  'access-removal.excepted': 'An access that has to go may stay for a while, or somebody asked for that',
  'removal-deadlines.changed': 'Within what time access has to go was changed',
  'leaver-run.opened': 'Somebody leaves: everything of theirs that has to go was listed',
  'leaver-run.closed': 'Nothing of a leaver is open any more',
  'leaver-run.reopened': 'Something of a leaver is open again',
  'leaver-run.rescinded': 'A leaver came back, or it was the wrong day; history stays',
  'leaver-run.returned': 'Every list says that a leaver is here again: what was open need not go any more',
  'leaver-run.claimed': 'A further word on when somebody leaves; the earliest day counts',
  'leaver-run.rescission-asked': 'Somebody asks to rescind a leaver; a second person has to agree',
  'leaver-run.proof-taken': 'Somebody took the proof of removal of a leaver with them',
  'leave-report.received': 'Somebody said that somebody left',
  'leave-report.confirmed': 'A report that somebody left was confirmed',
  'leave-report.dismissed': 'A report that somebody left was dismissed',
  'leave-form.opened': 'The public form for leavers was turned on',
  'leave-form.closed': 'The public form for leavers was turned off',
  'access-review.opened': 'A review of access was opened',
  'access-review.frozen': 'The list of a system was frozen for a review',
  'access-review.decided': 'Access was reviewed',
  'access-review.assigned': 'Items of a review got another reviewer',
  'access-review.withdrawn': 'A review of access was withdrawn',
  'access-review.closed': 'A review of access was closed with its result',
  'access-request.made': 'Access was asked for',
  'access-request.approved': 'Access was approved by a second person',
  'access-request.declined': 'A request for access was declined',
  'access-request.withdrawn': 'A request for access was withdrawn',
  'access-request-days.changed': 'How long after its approval an access may appear was changed',
  'role-change.seen': 'Someone got another role, employer or team',
  'role-template.changed': 'What a role may hold on a system was changed',
  'data-class.defined': 'A class of data was named, with where it is kept and who needs to see it',
  'data-class.changed': 'Where a class of data is kept, or who needs to see it, was changed',
  'data-class.removed': 'A class of data was taken away',
  'projection.digest': 'The digest of the facts was written down',
};

/** Of these types those whose plain sentence holds the words, letter case aside. */
export function typesToldAs(types: readonly string[], words: string): readonly string[] {
  const wanted = words.toLowerCase();
  return types.filter((type) =>
    (sentences[type.split('@')[0] ?? type] ?? type).toLowerCase().includes(wanted),
  );
}

/** The same as it may leave: what comes out of a payload as people or sources wrote it is free text. */
export function disclosedSummary(entry: Entry, payload: unknown, position: number): string | Personal {
  const sentence = summariseEntry(entry);
  const whole = summariseEntry(entry, payload);
  const detail = whole.slice(sentence.length);
  if (detail === '' || !hasForeignWords(entry, payload)) return whole;
  const text = { class: 'text', value: detail.slice(2), of: 'evidence', subject: null } as const;
  return new Personal([`${sentence}: `, { ...text, position, author: entry.actor.id }]);
}

/** Titles of sources; the rest is made of our own words. */
function hasForeignWords({ type }: Entry, payload: unknown): boolean {
  if (!isKnown(payload)) return false;
  return type.startsWith('record.') && isKnown(payload.value) && typeof payload.value.title === 'string';
}

/**
 * One plain sentence for a line of the ledger, with what its payload adds where it can be read; an unknown kind is shown
 * as it is. Names of people stay pseudonyms here.
 */
export function summariseEntry(entry: Entry, payload: unknown = null): string {
  const kind = entry.type.split('@')[0] ?? entry.type;
  const sentence = sentences[kind] ?? entry.type;
  const detail = detailOf(kind, payload);
  return detail === null ? sentence : `${sentence}: ${detail}`;
}

type Known = Readonly<Record<string, unknown>>;

function detailOf(kind: string, payload: unknown): string | null {
  if (!isKnown(payload)) return null;
  if (kind.startsWith('record.')) return recordDetail(payload);
  if (kind === 'pull.completed') return pullDetail(payload);
  if (kind === 'pull.shrink-confirmed') return textOf(payload.reason);
  if (kind.startsWith('pull.')) return textOf(payload.message);
  if (kind === 'check.ran')
    return `${textOf(payload.control)} is ${textOf(payload.verdict)}`.replaceAll('-', ' ');
  if (kind === 'anchor.receipt') return `${textOf(payload.kind)} at size ${Number(payload.size)}`;
  if (kind === 'projection.digest') return `N = ${Number(payload.facts)} at size ${Number(payload.size)}`;
  if (kind === 'connection.created') return textOf(payload.connector);
  return null;
}

function recordDetail(payload: Known): string {
  const title = isKnown(payload.value) ? textOf(payload.value.title) : '';
  const words = `${textOf(payload.kind)} of ${textOf(payload.scope)}`.replaceAll('-', ' ');
  return title === '' ? words : `${title} (${words})`;
}

function pullDetail(payload: Known): string | null {
  if (!Array.isArray(payload.populations)) return null;
  const reports = payload.populations.filter(isKnown);
  const parts = reports.map((report) => {
    const state = report.complete === true ? '' : ', not whole';
    return `${textOf(report.kind)} of ${textOf(report.scope)}, N = ${Number(report.items)}${state}`;
  });
  return parts.length > 3
    ? `${parts.slice(0, 3).join('; ')} and ${parts.length - 3} more lists`
    : parts.join('; ');
}

function isKnown(value: unknown): value is Known {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
