import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectServer } from './collect-server.ts';

const settings = z.strictObject({
  guild: z.string().regex(/^\d{1,20}$/),
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://discord.com'),
});

export type DiscordSettings = z.infer<typeof settings>;

export const connector = defineConnector<DiscordSettings>({
  id: 'discord',
  name: 'Discord',
  summary:
    'Lets Daybook see who may do more on your Discord server than take part, by which role or channel, its bots and webhooks, and who changed that.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config'],
  fields: [
    {
      name: 'guild',
      label: 'Server id',
      help: 'With the developer mode of Discord on: right click on the server, Copy Server ID.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'Bot token',
      help: 'Of a bot of your own on the server with the Server Members Intent, View Audit Log, Manage Webhooks and View Channels.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://discord.com.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ guild }) => guild,
  collect: collectServer,
});
