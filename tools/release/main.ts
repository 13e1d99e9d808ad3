import { join } from 'node:path';
import { repositoryRoot } from '../repository-root.ts';
import { buildWitness } from './build-witness.ts';
import { writeSums } from './write-sums.ts';

const folder = join(repositoryRoot, 'release');
await buildWitness(folder);
process.stdout.write(writeSums(folder));
