import { basename, extname } from 'node:path';

/** An export of one system rarely names it in a column, so the file's own name does: `Zendesk agents.csv` → `zendesk-agents`. */
export function systemOfFile(path: string): string {
  const stem = basename(path, extname(path)).toLowerCase();
  return (
    stem
      .replaceAll(/[^a-z0-9._]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 80) || 'unnamed'
  );
}
