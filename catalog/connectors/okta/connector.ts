import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectOrganisation } from './collect-organisation.ts';

const settings = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }),
  token: z.string().min(1).max(4_000),
});

export type OktaSettings = z.infer<typeof settings>;

export const connector = defineConnector<OktaSettings>({
  id: 'okta',
  name: 'Okta',
  summary:
    'Lets Daybook see who has an Okta account and a second factor, who administers Okta, who is assigned to which app and through which group, and which API tokens exist.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config'],
  fields: [
    {
      name: 'baseUrl',
      label: 'Address of your Okta organisation',
      help: 'For example https://team.okta.com, without `-admin`.',
      input: 'url',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'API token',
      help: 'Made by a read-only administrator; listing API tokens needs a super administrator. `Bearer <token>` is sent as it is.',
      input: 'secret',
      isRequired: true,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectOrganisation,
});
