import { refuse } from '../../platform/index.ts';

/** What someone is in a workspace. `service` is the command line of an operating-system user; the others are people. */
export const roles = [
  'owner',
  'isms-owner',
  'administrator',
  'control-owner',
  'manager',
  'support-lead',
  'agent',
  'moderator',
  'engineer',
  'employee',
  'auditor',
  'buyer',
  'reader',
  'service',
] as const;

export type Role = (typeof roles)[number];

/** What a person can be given; `service` is never given, it is found out. */
export type PersonRole = Exclude<Role, 'service'>;

// The filter leaves exactly what the type says.
export const personRoles = roles.filter((role) => role !== 'service') as readonly PersonRole[];

/** Name and one plain sentence for each, as screens, reports and the reference show them. */
export const roleTexts: Readonly<Record<Role, { readonly name: string; readonly summary: string }>> = {
  owner: {
    name: 'Owner',
    summary: 'Answers for the workspace: may do everything, except what rules forbid to everyone.',
  },
  'isms-owner': {
    name: 'ISMS owner',
    summary:
      'Runs the management system: sees everything but drafts of auditors, keeps controls, registers and audits.',
  },
  administrator: {
    name: 'Administrator',
    summary: 'Looks after members, sign-in, keys and sources; decides nothing about evidence.',
  },
  'control-owner': { name: 'Control owner', summary: 'Performs controls and brings their evidence.' },
  manager: { name: 'Manager', summary: 'Reviews the access and the training of people.' },
  'support-lead': { name: 'Support lead', summary: 'Runs the operations desk and decides its cases.' },
  agent: { name: 'Agent', summary: 'Works on cases at the operations desk.' },
  moderator: { name: 'Moderator', summary: 'Moderates what others post; sees the desk.' },
  engineer: { name: 'Engineer', summary: 'Connects and repairs sources; sees controls and their evidence.' },
  employee: {
    name: 'Employee',
    summary: 'Sees the rules that hold for everyone, and what is recorded about themselves.',
  },
  auditor: {
    name: 'Auditor',
    summary: 'Sees the evidence and writes only drafts, samples and requests of the audit.',
  },
  buyer: { name: 'Buyer', summary: 'Sees what is published for customers, and nothing else.' },
  reader: { name: 'Reader', summary: 'Sees everything but drafts of auditors; changes and decides nothing.' },
  service: {
    name: 'Service',
    summary: 'The command line of an operating-system user: works, but never approves or reveals.',
  },
};

/** Held by two people: someone asks, and another owner approves, as far as there is another owner. */
export const weightyRoles: readonly Role[] = ['owner', 'administrator', 'auditor'];

/** Who audits never runs what is audited, nor the other way round. */
export const auditedRoles: readonly Role[] = ['owner', 'isms-owner', 'administrator', 'control-owner'];

/** Refuses roles nobody may hold at once. */
export function refuseTogether(held: readonly Role[]): void {
  if (held.includes('auditor') && held.some((role) => auditedRoles.includes(role)))
    refuse('roles-exclude-each-other');
}
