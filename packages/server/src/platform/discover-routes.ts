import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Route } from './define-route.ts';

const features = join(import.meta.dirname, '..');

/** Walks `<feature>/routes/<verb>-<noun>.ts` and answers each file's `route`, sorted by path and method. */
export async function discoverRoutes(): Promise<readonly Route[]> {
  const routes: Route[] = [];
  for (const feature of await readdir(features, { withFileTypes: true })) {
    if (!feature.isDirectory()) continue;
    for (const file of await routeFiles(join(features, feature.name, 'routes'))) {
      const module: { route?: Route } = await import(pathToFileURL(file).href);
      if (module.route === undefined) throw new Error(`\`${file}\` exports no \`route\``);
      routes.push(module.route);
    }
  }
  return routes.sort((one, other) => compare(`${one.path} ${one.method}`, `${other.path} ${other.method}`));
}

async function routeFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^[a-z0-9-]+\.ts$/.test(name)).map((name) => join(folder, name));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
