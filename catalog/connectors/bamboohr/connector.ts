import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectCompany } from './collect-company.ts';

const settings = z.strictObject({
  company: z.string().regex(/^[a-z0-9-]{1,100}$/i),
  apiKey: z.string().min(1).max(200),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.bamboohr.com'),
});

export type BamboohrSettings = z.infer<typeof settings>;

export const connector = defineConnector<BamboohrSettings>({
  id: 'bamboohr',
  name: 'BambooHR',
  summary:
    'Lets Daybook see who works or worked for you, from which day to which, in which role and for whom, and the users of BambooHR itself.',
  history: 'full',
  isUnproven: true,
  emits: ['person', 'account'],
  fields: [
    {
      name: 'company',
      label: 'Company',
      help: 'The part of your address before .bamboohr.com.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'apiKey',
      label: 'API key',
      help: 'Of an account that may see all employees with their job, supervisor, first and last day. It is stored encrypted.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://api.bamboohr.com.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ company }) => company,
  collect: collectCompany,
});
