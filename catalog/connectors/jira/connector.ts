import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectSite } from './collect-site.ts';

const settings = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }),
  user: z.email().max(320),
  token: z.string().min(1).max(1_000),
});

export type JiraSettings = z.infer<typeof settings>;

export const connector = defineConnector<JiraSettings>({
  id: 'jira',
  name: 'Jira',
  summary:
    'Lets Daybook see the users, apps and customers of your Jira Cloud site, the groups they are in, and who has which role in which project.',
  history: 'none',
  isUnproven: true,
  emits: ['account', 'grant'],
  fields: [
    {
      name: 'baseUrl',
      label: 'Address of the site',
      help: 'For example https://your-company.atlassian.net.',
      input: 'url',
      isRequired: true,
    },
    {
      name: 'user',
      label: 'Mail address',
      help: 'Of the account the token belongs to; it may browse users and groups and administer Jira, to see all projects.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'API token',
      help: 'Of that account. It is stored encrypted and never shown again.',
      input: 'secret',
      isRequired: true,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectSite,
});
