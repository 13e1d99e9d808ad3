import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheCompiledCode } from './bootstrap/cache-compiled-code.mjs';
import { ensureInstalled } from './bootstrap/ensure-installed.mjs';
import { ensureRuntime } from './bootstrap/ensure-runtime.mjs';
import { stopWith } from './bootstrap/stop-with.mjs';

const script = process.argv[2];
if (script === undefined) stopWith('name the script to run: node tools/run.mjs <script.ts> [arguments]');

await ensureRuntime();
await ensureInstalled();
cacheCompiledCode();

process.argv.splice(1, 2, resolve(script));
await import(pathToFileURL(resolve(script)).href);
