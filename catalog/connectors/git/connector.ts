import { defineConnector } from '@daybook/kit';
import { z } from 'zod';
import { collectHistory } from './collect-history.ts';

const settings = z.strictObject({
  path: z.string().min(1).max(4_096),
  branch: z.string().min(1).max(200).optional(),
});

export type GitSettings = z.infer<typeof settings>;

export const connector = defineConnector<GitSettings>({
  id: 'git',
  name: 'Git repository',
  summary:
    'Lets Daybook see every change on the trunk of a repository on this machine: who wrote and committed it, whether it is signed, and what its message claims about reviews.',
  history: 'full',
  isUnproven: false,
  emits: ['change'],
  fields: [
    {
      name: 'path',
      label: 'Folder',
      help: 'A clone on the machine Daybook runs on, or a recorded folder with commits.ndjson and refs.tsv.',
      input: 'path',
      isRequired: true,
    },
    {
      name: 'branch',
      label: 'Branch',
      help: 'Empty means the default branch: origin/HEAD where the clone knows it, else HEAD.',
      input: 'text',
      isRequired: false,
    },
  ],
  settings,
  settingsFromPath: (path) => ({ path }),
  describe: ({ path, branch }) => (branch === undefined ? path : `${path} (${branch})`),
  collect: (given, { signal }) => collectHistory(given, signal),
});
