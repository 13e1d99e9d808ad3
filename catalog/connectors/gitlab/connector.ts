import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectGroup } from './collect-group.ts';

const settings = z.strictObject({
  group: z
    .string()
    .regex(/^[\w.-]{1,255}(\/[\w.-]{1,255}){0,20}$/, 'write the group as its path or its number'),
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://gitlab.com/api/v4'),
});

export type GitlabSettings = z.infer<typeof settings>;

export const connector = defineConnector<GitlabSettings>({
  id: 'gitlab',
  name: 'GitLab',
  summary:
    'Lets Daybook see who is a member of a GitLab group, its subgroups and projects, with which role and by which way, and which access tokens act for them.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential'],
  fields: [
    {
      name: 'group',
      label: 'Group',
      help: 'The path of the top group, for example `team` or `team/desk`, or its number.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'Access token',
      help: 'A group access token with the role Owner and the scope `read_api`, so that access tokens can be listed too.',
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://gitlab.com/api/v4; a server of your own has https://<host>/api/v4.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ group }) => group,
  collect: collectGroup,
});
