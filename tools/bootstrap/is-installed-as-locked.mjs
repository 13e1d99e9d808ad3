import { readFileSync } from 'node:fs';

/**
 * Whether what npm wrote down at its last install (`node_modules/.package-lock.json`) holds every package of the lock
 * file in the locked version. Optional packages of other platforms may be absent.
 */
export function isInstalledAsLocked(folder) {
  const locked = readPackages(`${folder}/package-lock.json`);
  const installed = readPackages(`${folder}/node_modules/.package-lock.json`);
  return Object.entries(locked)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) => {
      const found = installed[path];
      if (found === undefined) return entry.optional === true && !isForThisMachine(entry);
      return entry.link === true ? found.link === true : found.version === entry.version;
    });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Entries that name no platform, or a C library, may be left out by npm for reasons the lock does not show. */
function isForThisMachine({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined || libc !== undefined) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}
