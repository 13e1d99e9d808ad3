import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectInstance } from './collect-instance.ts';

const settings = z.strictObject({
  baseUrl: z.url({ protocol: /^https?$/ }),
  user: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^:]+$/),
  password: z.string().min(1).max(1_000),
});

export type ServicenowSettings = z.infer<typeof settings>;

export const connector = defineConnector<ServicenowSettings>({
  id: 'servicenow',
  name: 'ServiceNow',
  summary:
    'Lets Daybook see the users of your ServiceNow instance, whether they are active or locked, and which roles they have and through which group.',
  history: 'none',
  isUnproven: true,
  emits: ['account', 'grant'],
  fields: [
    {
      name: 'baseUrl',
      label: 'Address of the instance',
      help: 'For example https://your-company.service-now.com.',
      input: 'url',
      isRequired: true,
    },
    {
      name: 'user',
      label: 'User',
      help: 'Of its own, for web services only, who may read users, groups and roles (role `user_admin` or an access rule of yours).',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'password',
      label: 'Password',
      help: 'Of that user. It is stored encrypted and never shown again.',
      input: 'secret',
      isRequired: true,
    },
  ],
  settings,
  describe: ({ baseUrl }) => new URL(baseUrl).host,
  collect: collectInstance,
});
