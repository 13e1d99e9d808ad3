import { ensureInstalled } from './bootstrap/ensure-installed.mjs';
import { ensureRuntime } from './bootstrap/ensure-runtime.mjs';
import { ensureStryker } from './mutants/ensure-stryker.mjs';

await ensureRuntime();
await ensureInstalled();
await ensureStryker();

await import('./mutants/main.ts');
