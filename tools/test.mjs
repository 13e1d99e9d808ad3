import { ensureBuilt } from './bootstrap/ensure-built.mjs';
import { ensureInstalled } from './bootstrap/ensure-installed.mjs';
import { ensureRuntime } from './bootstrap/ensure-runtime.mjs';
import { root } from './bootstrap/locations.mjs';

await ensureRuntime();
await ensureInstalled();
await ensureBuilt();

process.chdir(root);
process.argv.splice(2, 0, 'run');
await import('../node_modules/vitest/vitest.mjs');
