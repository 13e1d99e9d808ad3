import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectForum } from './collect-forum.ts';

const settings = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1).max(200),
  apiUser: z.string().min(1).max(100).default('system'),
});

export type DiscourseSettings = z.infer<typeof settings>;

export const connector = defineConnector<DiscourseSettings>({
  id: 'discourse',
  name: 'Discourse',
  summary:
    'Lets Daybook see the administrators and moderators of your forum, its API keys, and what staff changed about rights and exported.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config', 'export'],
  fields: [
    {
      name: 'baseUrl',
      label: 'Address of the forum',
      help: 'For example https://community.your-company.com.',
      input: 'url',
      isRequired: true,
    },
    {
      name: 'apiKey',
      label: 'API key',
      help: 'Of an administrator, made for Daybook alone. It is stored encrypted and never shown again.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'apiUser',
      label: 'User of the key',
      help: 'The administrator the key belongs to; empty means system, for a key that acts as anybody.',
      input: 'text',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectForum,
});
