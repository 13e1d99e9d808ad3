import { dirname } from 'node:path';

/** The folder of the clone. */
export const repositoryRoot = dirname(import.meta.dirname);
