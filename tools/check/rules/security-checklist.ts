import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository-root.ts';
import type { Problem, Rule } from '../problem.ts';
import { listRepositoryFiles } from '../repository-files.ts';

export const checklistPaths = ['docs/security-checklist.md', 'SECURITY.md'] as const;

/** Where paths of the checklist that name no place begin. */
const sourceRoot = 'packages/server/src/';

/** Every test that the checklist or the threat model points to is there; a pattern fits at least one file. */
export const rule: Rule = {
  name: 'security-checklist',
  async run() {
    const files = listRepositoryFiles();
    return checklistPaths.flatMap((path) => {
      const document = { path, text: readFileSync(join(repositoryRoot, path), 'utf8') };
      const unfounded = path === checklistPaths[0] ? findUnfounded(document) : [];
      return [...findMissingProofs(document, files), ...unfounded];
    });
  },
};

type Document = { readonly path: string; readonly text: string };

/** Everything in backquotes inside a row of a table that looks like a path with a slash or a file of code. */
export function findMissingProofs({ path, text }: Document, files: readonly string[]): readonly Problem[] {
  const rows = text.split('\n').map((line, index) => ({ line, where: `${path}:${index + 1}` }));
  const cells = rows.filter(({ line }) => line.startsWith('|'));
  const named = cells.flatMap(({ line, where }) =>
    [...lastCell(line).matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => ({ name, where })),
  );
  const paths = named.filter(
    ({ name }) => /\.(ts|tsx|mjs|sql|md|json)$/.test(name) || /^[\w@.*-]+\/[\w@./*-]+$/.test(name),
  );
  return paths
    .filter(({ name }) => ![name, sourceRoot + name].some((one) => isThere(one, files)))
    .map(({ name, where }) => ({ where, what: `names \`${name}\`, which is not there` }));
}

/** A statement names a test, or says why not. */
export function findUnfounded({ path, text }: Document): readonly Problem[] {
  const rows = text.split('\n').map((line, index) => ({ line, where: `${path}:${index + 1}` }));
  const statements = rows.filter(({ line }) => line.startsWith('|') && !/^\| (---|statement) \|/.test(line));
  return statements
    .filter(({ line }) => !/^\s*(`|does not apply: |not there yet: )/.test(lastCell(line)))
    .map(({ where }) => ({ where, what: 'names no test and gives no reason' }));
}

function lastCell(row: string): string {
  return (
    row
      .replace(/\|\s*$/, '')
      .split('|')
      .at(-1) ?? ''
  );
}

function isThere(name: string, files: readonly string[]): boolean {
  const isFolder = !/\.[a-z]+$/.test(name);
  const pattern = patternOf(isFolder && !name.endsWith('**') ? `${name.replace(/\/$/, '')}/**` : name);
  return files.some((file) => pattern.test(file));
}

/** `*` within a name, `**` over folders; every other character is itself. */
function patternOf(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
  const any = escaped.replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${any}$`);
}
