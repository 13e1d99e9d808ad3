import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectTenant } from './collect-tenant.ts';

const address = z.url({ protocol: /^https?$/ });
const settings = z.strictObject({
  tenant: z.string().regex(/^[\w.-]{1,100}$/, 'write the id of the tenant or one of its domains'),
  clientId: z.string().regex(/^[\w-]{1,100}$/, 'write the id of the application'),
  clientSecret: z.string().min(1).max(1_000),
  baseUrl: address.default('https://graph.microsoft.com'),
  loginUrl: address.default('https://login.microsoftonline.com'),
});

export type EntraSettings = z.infer<typeof settings>;

export const connector = defineConnector<EntraSettings>({
  id: 'entra',
  name: 'Microsoft Entra ID',
  summary:
    'Lets Daybook see the users and guests of your Microsoft 365 tenant, their roles and second factors, and which applications act there with which secrets.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential'],
  fields: [
    {
      name: 'tenant',
      label: 'Tenant',
      help: 'Its id, or a domain such as `team.onmicrosoft.com`.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'clientId',
      label: 'Application (client) id',
      help: 'Of an app registration with the application permissions Directory.Read.All, RoleManagement.Read.Directory and AuditLog.Read.All.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'clientSecret',
      label: 'Client secret',
      help: 'The value of the secret, not its id.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'Graph address',
      help: 'Empty means https://graph.microsoft.com; national clouds have their own.',
      input: 'url',
      isRequired: false,
    },
    {
      name: 'loginUrl',
      label: 'Sign-in address',
      help: 'Empty means https://login.microsoftonline.com; national clouds have their own.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ tenant }) => tenant,
  collect: collectTenant,
});
