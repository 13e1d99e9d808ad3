import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectAccount } from './collect-account.ts';
import { addressOf } from './zendesk-client.ts';

const settings = z.strictObject({
  subdomain: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'write the part before `.zendesk.com` in lower case'),
  /** Of the agent an API token signs in as; absent: the token is an OAuth access token. */
  email: z.email().optional(),
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
});

export type ZendeskSettings = z.infer<typeof settings>;

export const connector = defineConnector<ZendeskSettings>({
  id: 'zendesk',
  name: 'Zendesk',
  summary:
    'Lets Daybook see the agents and administrators of your Zendesk, what their roles and groups allow, which tokens act for it, and who changed whose rights.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config', 'export'],
  fields: [
    {
      name: 'subdomain',
      label: 'Subdomain',
      help: 'The part before `.zendesk.com`, for example `team`.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'email',
      label: 'Address of the administrator',
      help: 'Whose API token it is; empty when the token is an OAuth access token.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'token',
      label: 'Token',
      help: 'An API token, or an OAuth access token with the scope `read`, of an administrator.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://<subdomain>.zendesk.com.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  addresses: (given) => [addressOf(given)],
  describe: ({ subdomain }) => `${subdomain}.zendesk.com`,
  collect: collectAccount,
});
