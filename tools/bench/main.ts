import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from './bench.ts';

const wanted = process.argv.slice(2);
const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
for (const name of names.sort()) {
  const { bench }: { bench: Bench } = await import(pathToFileURL(join(import.meta.dirname, name)).href);
  if (wanted.length > 0 ? !wanted.includes(bench.name) : bench.isSlow) continue;
  try {
    for (const result of await bench.run()) console.log(JSON.stringify(result));
  } catch (error) {
    console.error(
      `${bench.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}
