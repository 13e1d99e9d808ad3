import { fileURLToPath } from 'node:url';

/** The folder of the clone, without a closing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Where the pinned Node and npm are installed when the host's Node is too old. */
export const runtimeRoot = `${root}/tools/runtime`;

/** The pinned Node for this machine, whether or not it has been brought yet. */
export const pinnedNode = `${runtimeRoot}/node_modules/node-linux-${process.arch}/bin/node`;

/** The pinned npm, whether or not it has been brought yet. */
export const pinnedNpm = `${runtimeRoot}/node_modules/npm/bin/npm-cli.js`;
