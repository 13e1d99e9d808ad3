import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { pinnedNode, pinnedNpm } from './locations.mjs';
import { runQuietly } from './run-quietly.mjs';

/** Runs npm in a folder: the pinned one when this process runs on the pinned Node, else the host's. */
export function runNpm(args, folder) {
  const { command, before } = findNpm();
  return runQuietly(command, [...before, ...args], { cwd: folder, env: npmEnvironment() });
}

function findNpm() {
  if (process.execPath === pinnedNode && existsSync(pinnedNpm))
    return { command: pinnedNode, before: [pinnedNpm] };
  const invoking = process.env.npm_execpath;
  if (invoking?.endsWith('npm-cli.js') && existsSync(invoking))
    return { command: process.execPath, before: [invoking] };
  return { command: 'npm', before: [] };
}

/** Drops what an outer `npm start` set for itself, so that the inner npm reads the folder it works in. */
function npmEnvironment() {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (
      /^npm_(package|lifecycle|config_(local_prefix|prefix|global|workspace|noproxy|node_gyp|user_agent))/i.test(
        name,
      )
    ) {
      delete environment[name];
    }
  }
  environment.PATH = `${dirname(process.execPath)}:${environment.PATH ?? ''}`;
  return environment;
}
