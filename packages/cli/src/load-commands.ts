import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

const folder = join(import.meta.dirname, 'commands');

/** Walks `commands/<verb>-<noun>.ts` and answers each file's `command`, sorted by name. */
export async function loadCommands(): Promise<readonly Command[]> {
  const names = (await readdir(folder)).filter((name) => /^[a-z]+(-[a-z]+)+\.ts$/.test(name)).sort();
  const commands: Command[] = [];
  for (const name of names) {
    const module: { command?: Command } = await import(pathToFileURL(join(folder, name)).href);
    if (module.command === undefined) throw new Error(`\`${name}\` exports no \`command\``);
    commands.push(module.command);
  }
  return commands.sort((one, other) => (one.name < other.name ? -1 : 1));
}
