import { readFileSync } from 'node:fs';

const pollMs = 300;

/**
 * npm runs a script through a shell and tells neither when it is stopped or killed: the script would go on unseen. So when
 * the npm that started this process is gone, this process is asked to end too. Without npm above it, nothing is watched.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return;
  const parent = process.ppid;
  const npm = isNpm(parent) ? parent : parentOf(parent);
  if (npm === null || !isNpm(npm)) return;

  const timer = setInterval(() => {
    const isWatched = process.ppid === parent && (parent === npm || parentOf(parent) === npm);
    if (isWatched) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, pollMs);
  timer.unref();
}

function isNpm(pid) {
  try {
    return /^(npm|npx)\b|\/(npm|npx)-cli\.js/.test(
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
    );
  } catch {
    return false;
  }
}

/** Field 4 of proc(5); the name in brackets may hold spaces. Null when the process is gone. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
