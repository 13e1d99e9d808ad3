import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectRecording } from './collect-recording.ts';
import { collectRepository } from './collect-repository.ts';

const repositorySettings = z.strictObject({
  repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'write the repository as `owner/name`'),
  token: z.string().min(1).max(1_000),
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
});
const recordingSettings = z.strictObject({ path: z.string().min(1).max(4_096) });
const settings = z.union([repositorySettings, recordingSettings]);

export type RepositorySettings = z.infer<typeof repositorySettings>;
export type GithubSettings = z.infer<typeof settings>;

export const connector = defineConnector<GithubSettings>({
  id: 'github',
  name: 'GitHub',
  summary:
    'Lets Daybook see how each change reached the trunk: its pull request, who approved it and when, what was pushed directly, and how the branch is protected.',
  history: 'full',
  isUnproven: true,
  emits: ['change', 'pull-request', 'branch-protection'],
  fields: [
    {
      name: 'repository',
      label: 'Repository',
      help: 'Owner and name, for example `team/store`.',
      input: 'text',
      isRequired: true,
    },
    {
      name: 'token',
      label: 'Access token',
      help: 'A fine-grained token for this repository with read access to contents, pull requests and administration.',
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
  settingsFromPath: (path) => ({ path }),
  describe: (given) => ('path' in given ? given.path : given.repository),
  collect: (given, tools) =>
    'path' in given ? collectRecording(given.path, tools) : collectRepository(given, tools),
});
