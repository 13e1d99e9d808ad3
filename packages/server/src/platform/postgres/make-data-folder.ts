import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes the data folder and what is missing above it. Under root the database runs as another user, who must be able to
 * pass through each folder made here, whatever the umask is; folders that were there before are left as they are.
 */
export function makeDataFolder(dataDir: string): void {
  const isRoot = process.getuid?.() === 0;
  const mode = isRoot ? 0o711 : 0o700;
  const first = mkdirSync(dataDir, { recursive: true, mode });
  if (first === undefined || !isRoot) return;

  const top = resolve(first);
  for (let made = resolve(dataDir); made.length >= top.length; made = dirname(made)) chmodSync(made, mode);
}
