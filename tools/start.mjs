import { ensureBuilt } from './bootstrap/ensure-built.mjs';
import { ensureInstalled } from './bootstrap/ensure-installed.mjs';
import { ensureRuntime } from './bootstrap/ensure-runtime.mjs';

await ensureRuntime();
await ensureInstalled();
await ensureBuilt();

const { startFromCommandLine } = await import('../packages/server/src/main.ts');
await startFromCommandLine(process.argv.slice(2));
