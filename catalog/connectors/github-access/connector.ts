import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectOrganisation } from './collect-organisation.ts';

const settings = z.strictObject({
  organisation: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, 'write the organisation as in its address'),
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
});

export type GithubAccessSettings = z.infer<typeof settings>;

export const connector = defineConnector<GithubAccessSettings>({
  id: 'github-access',
  name: 'GitHub access',
  summary:
    'Lets Daybook see who is a member, owner or outside collaborator of a GitHub organisation, by which team and role, who was invited, and which apps and keys act for it.',
  history: 'since-connect',
  isUnproven: true,
  emits: ['account', 'grant', 'credential', 'config'],
  fields: [
    {
      name: 'organisation',
      label: 'Organisation',
      help: 'As in its address: `team` for https://github.com/team.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'Access token',
      help: "An owner's token with read access to members and administration of the organisation and administration of its repositories.",
      input: 'secret',
      isRequired: true,
    },
    {
      name: 'baseUrl',
      label: 'API address',
      help: 'Empty means https://api.github.com; for GitHub Enterprise Server https://<host>/api/v3.',
      input: 'url',
      isRequired: false,
    },
  ],
  settings,
  describe: ({ organisation }) => organisation,
  collect: collectOrganisation,
});
