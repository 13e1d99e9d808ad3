import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { repositoryRoot } from '../repository-root.ts';

const banner = `#!/usr/bin/env node
/**
 * The Daybook witness in one file: needs Node 20 or later and nothing else.
 *   node daybook-witness.mjs --state DIR --log VKEY --name NAME [--port NUMBER] [--host ADDRESS]
 * Built from packages/witness and packages/ledger of the sources; made readable on purpose.
 */`;

/** Writes the witness with all it is made of as one module without dependencies. Answers its path. */
export async function buildWitness(folder: string): Promise<string> {
  const name = 'daybook-witness.mjs';
  await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(repositoryRoot, 'packages/witness/bin/daybook-witness.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: name, banner, codeSplitting: false },
      },
    },
  });
  const path = join(folder, name);
  chmodSync(path, 0o755);
  return path;
}
