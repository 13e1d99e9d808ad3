import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectWorkspace } from './collect-workspace.ts';

const settings = z.strictObject({
  token: z.string().min(1).max(1_000),
  /** What the workspace allows its members, which Slack does not tell; absent: as Slack is set up at first. */
  canMembersInstall: z.enum(['yes', 'no']).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://slack.com/api'),
});

export type SlackSettings = z.infer<typeof settings>;

export const connector = defineConnector<SlackSettings>({
  id: 'slack',
  name: 'Slack',
  summary:
    'Lets Daybook see who is in your Slack workspace, as owner, admin, member or guest, who has a second factor, and which apps are installed.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential'],
  fields: [
    {
      name: 'token',
      label: 'Token',
      help: 'The token of a Slack app with `users:read` and `users:read.email`; with `admin` also the integration log.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'canMembersInstall',
      label: 'May members install apps?',
      help: '`no` where apps need approval in your workspace; empty means `yes`, as Slack is set up at first.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://slack.com/api; GovSlack has https://slack-gov.com/api.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectWorkspace,
});
