import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectAccount } from './collect-account.ts';

const settings = z.strictObject({
  accessKeyId: z.string().regex(/^\w{16,128}$/, 'write the id of the access key'),
  secretAccessKey: z.string().min(1).max(1_000),
  sessionToken: z.string().min(1).max(10_000).optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('us-east-1'),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://iam.amazonaws.com'),
});

export type AwsIamSettings = z.infer<typeof settings>;

export const connector = defineConnector<AwsIamSettings>({
  id: 'aws-iam',
  name: 'AWS IAM',
  summary:
    'Lets Daybook see the IAM users and the root user of your AWS account, their second factor, the policies that reach them, and their access keys.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential'],
  fields: [
    {
      name: 'accessKeyId',
      label: 'Access key id',
      help: 'Of a user or role with the policy the README names; it can read and change nothing else.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'secretAccessKey',
      label: 'Secret access key',
      help: 'Belongs to the key above.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'sessionToken',
      label: 'Session token',
      help: 'Only with temporary credentials, which end after hours.',
      input: 'secret',
      isRequired: false,
    },
    {
      name: 'region',
      label: 'Region of the signature',
      help: 'Empty means us-east-1, where IAM of the standard partition is.',
      input: 'text',
      isRequired: false,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://iam.amazonaws.com; China: https://iam.cn-north-1.amazonaws.com.cn.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ accessKeyId, baseUrl }) => `${new URL(baseUrl).host}, key ${accessKeyId.slice(-4)}`,
  collect: collectAccount,
});
