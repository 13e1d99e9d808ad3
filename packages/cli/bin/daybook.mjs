#!/usr/bin/env node
import { cacheCompiledCode } from '../../../tools/bootstrap/cache-compiled-code.mjs';
import { ensureInstalled } from '../../../tools/bootstrap/ensure-installed.mjs';
import { ensureRuntime } from '../../../tools/bootstrap/ensure-runtime.mjs';

await ensureRuntime({ progress: 'terminal' });
await ensureInstalled({ progress: 'terminal' });
cacheCompiledCode();

const { runDaybook } = await import('../src/main.ts');
await runDaybook(process.argv.slice(2));
