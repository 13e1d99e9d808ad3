import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectWorkspace } from './collect-workspace.ts';

const settings = z.strictObject({
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.intercom.io'),
});

export type IntercomSettings = z.infer<typeof settings>;

export const connector = defineConnector<IntercomSettings>({
  id: 'intercom',
  name: 'Intercom',
  summary:
    'Lets Daybook see the teammates of your Intercom workspace, who has an inbox seat, the teams they are in, and what they changed about access.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'config', 'export'],
  fields: [
    {
      name: 'token',
      label: 'Access token',
      help: 'Of an app of your workspace that may read admins and admin activity logs.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://api.intercom.io; Europe: https://api.eu.intercom.io, Australia: https://api.au.intercom.io.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectWorkspace,
});
