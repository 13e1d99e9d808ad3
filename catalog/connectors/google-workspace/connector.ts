import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectWorkspace } from './collect-workspace.ts';

const settings = z.strictObject({
  domain: z
    .string()
    .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,10}$/, 'write the main domain, like `team.example`'),
  /** A service account's key file, or a ready access token. */
  credentials: z.string().min(1).max(16_000),
  /** Whom the service account acts for. */
  administrator: z.email().max(320).optional(),
  customer: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,60}$/)
    .default('my_customer'),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://admin.googleapis.com'),
  tokenUrl: z.url({ protocol: /^https?$/ }).default('https://oauth2.googleapis.com/token'),
});

export type GoogleWorkspaceSettings = z.infer<typeof settings>;

export const connector = defineConnector<GoogleWorkspaceSettings>({
  id: 'google-workspace',
  name: 'Google Workspace',
  summary:
    "Lets Daybook see who has a Google account of yours and a second factor, who holds which administrator's role, which apps may use whose data, and who gave administrators' rights.",
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config'],
  fields: [
    {
      name: 'domain',
      label: 'Main domain',
      help: 'By which the accounts are named here, for example `team.example`; accounts of all your domains are read.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'credentials',
      label: 'Key file of a service account',
      help: 'The content of the JSON file; the account needs domain-wide delegation. An access token works too, for an hour.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'administrator',
      label: 'Administrator',
      help: 'The mail address of the administrator the service account acts for; needed with a key file.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'customer',
      label: 'Customer id',
      help: 'Empty means your own; resellers give that of their customer.',
      input: 'text',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ domain }) => domain,
  collect: collectWorkspace,
});
