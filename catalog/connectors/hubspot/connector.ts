import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectPortal } from './collect-portal.ts';

const settings = z.strictObject({
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.hubapi.com'),
});

export type HubspotSettings = z.infer<typeof settings>;

export const connector = defineConnector<HubspotSettings>({
  id: 'hubspot',
  name: 'HubSpot',
  summary:
    'Lets Daybook see the users of your HubSpot account, who is a super admin, which roles and teams they have, who was deactivated and when they signed in.',
  history: 'none',
  isUnproven: true,
  emits: ['account', 'grant'],
  fields: [
    {
      name: 'token',
      label: 'Access token',
      help: 'Of a private app with the scopes settings.users.read, settings.users.teams.read, crm.objects.owners.read and account-info.security.read.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://api.hubapi.com.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectPortal,
});
