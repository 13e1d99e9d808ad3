import type { SampleSystem } from './company.ts';

/** What each job needs: the role on each system. */
export const jobs: Readonly<Record<string, Readonly<Partial<Record<SampleSystem, string>>>>> = {
  'Support agent': { okta: '', slack: 'Member', zendesk: 'Agent' },
  'Support lead': { okta: '', slack: 'Member', zendesk: 'Admin', hubspot: 'Service' },
  'Social media manager': {
    okta: '',
    slack: 'Member',
    'meta-business': 'ADMIN',
    linkedin: 'Content admin',
    zendesk: 'Light agent',
  },
  'Marketing manager': { okta: '', slack: 'Member', hubspot: 'Marketing', linkedin: 'Super admin' },
  'Sales manager': { okta: '', slack: 'Member', hubspot: 'Sales' },
  'Sales lead': { okta: '', slack: 'Member', hubspot: 'Super Admin' },
  Engineer: { okta: '', slack: 'Member', github: 'Member', 'aws:000000000042': '' },
  'Platform engineer': { okta: '', slack: 'Admin', github: 'Owner', 'aws:000000000042': '' },
  'People partner': { okta: '', slack: 'Member' },
  Accountant: { okta: '', slack: 'Member' },
};

/** How many of each the company has when the year begins: fifty together. */
export const startingJobs: readonly (readonly [job: string, people: number])[] = [
  ['Support agent', 16],
  ['Support lead', 3],
  ['Social media manager', 4],
  ['Marketing manager', 4],
  ['Sales manager', 5],
  ['Sales lead', 1],
  ['Engineer', 10],
  ['Platform engineer', 2],
  ['People partner', 2],
  ['Accountant', 3],
];

/** Systems whose lists say who may do what there, so that a new right is seen. */
export const systemsWithRights: readonly string[] = [
  'zendesk',
  'meta-business',
  'linkedin',
  'github',
  'slack',
  'hubspot',
];
