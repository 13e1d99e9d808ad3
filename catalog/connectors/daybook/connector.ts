import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectOwn } from './collect-own.ts';

const settings = z.strictObject({ source: z.literal('self') });

export type DaybookSettings = z.infer<typeof settings>;

export const connector = defineConnector<DaybookSettings>({
  id: 'daybook',
  name: 'Daybook itself',
  summary:
    'Lets Daybook see its own accounts, rights, keys, exports and changes of its set-up, so that they are tested like those of any other system.',
  history: 'full',
  isUnproven: false,
  isOwn: true,
  emits: [
    'account',
    'grant',
    'system-access',
    'credential',
    'config',
    'export',
    'person',
    'device',
    'brand-account',
    'shared-secret',
    'account-link',
    'access-removal',
    'access-review',
    'access-gain',
  ],
  fields: [],
  settings,
  describe: () => 'this Daybook',
  collect: (_settings, tools) => collectOwn(tools),
});
