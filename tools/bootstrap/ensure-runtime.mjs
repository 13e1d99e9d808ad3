import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants as system } from 'node:os';
import { endWithNpm } from './end-with-npm.mjs';
import { pinnedNode, runtimeRoot } from './locations.mjs';
import { startProgress } from './progress.mjs';
import { runNpm } from './run-npm.mjs';
import { stopWith } from './stop-with.mjs';
import { withLock } from './with-lock.mjs';

const majorNeeded = 24;
const lifelineName = 'DAYBOOK_LIFELINE';

/**
 * Returns when this process runs on Node 24 or newer. On an older one it brings the pinned Node, runs the same script
 * again under it with the same arguments, and ends with its exit code: then it never returns.
 */
export async function ensureRuntime({ progress = 'always' } = {}) {
  if (process.env[lifelineName] === undefined) endWithNpm();
  if (Number(process.versions.node.split('.')[0]) >= majorNeeded) return holdLifeline();
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    stopWith(
      `Node ${process.versions.node} is too old here: install Node ${majorNeeded} or newer and run this again`,
    );
  }
  if (!canRun(pinnedNode)) await bringRuntime(progress);
  await runAgain();
}

async function bringRuntime(progress) {
  const line = startProgress(`bringing Node ${majorNeeded}`, progress);
  const result = await withLock(async () =>
    canRun(pinnedNode)
      ? { code: 0, output: '' }
      : await runNpm(['ci', '--no-audit', '--no-fund'], runtimeRoot),
  ).catch((error) => ({ code: null, output: error.message }));
  line.end();
  if (result.code !== 0 || !canRun(pinnedNode)) {
    stopWith(
      `couldn't bring Node ${majorNeeded} from the npm registry into tools/runtime: see above`,
      result.output,
    );
  }
}

function canRun(file) {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Never resolves: the process ends as the one below it ended. */
function runAgain() {
  const child = spawn(pinnedNode, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [lifelineName]: '3' },
  });
  // A terminal sends its interrupt to both processes; only one that came by `kill` has to be passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal));

  return new Promise(() => {
    child.on('error', (error) => stopWith(`couldn't start the pinned Node: ${error.message}`));
    child.on('exit', (code, signal) => process.exit(code ?? 128 + (system.signals[signal] ?? 0)));
  });
}

/** The process above holds the other end of a pipe; when it is killed, this one is asked to end too. */
function holdLifeline() {
  if (process.env[lifelineName] === undefined) return;
  const lifeline = new Socket({ fd: Number(process.env[lifelineName]) });
  delete process.env[lifelineName];
  lifeline.on('error', () => undefined);
  lifeline.on('close', () => process.kill(process.pid, 'SIGTERM'));
  lifeline.resume();
  lifeline.unref();
}
