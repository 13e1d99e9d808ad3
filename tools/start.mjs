import { cacheCompiledCode } from './bootstrap/cache-compiled-code.mjs';
import { ensureBuilt } from './bootstrap/ensure-built.mjs';
import { ensureInstalled } from './bootstrap/ensure-installed.mjs';
import { ensureRuntime } from './bootstrap/ensure-runtime.mjs';
import { stopWith } from './bootstrap/stop-with.mjs';

await ensureRuntime();
await ensureInstalled();
cacheCompiledCode();
await ensureBuilt();

const { startFromCommandLine } = await import('../packages/server/src/main.ts');
try {
  await startFromCommandLine(process.argv.slice(2));
} catch (error) {
  stopWith(sentenceFor(error));
}

/** What we expect to go wrong says what to do; anything else is a bug, and its place is what helps. */
function sentenceFor(error) {
  if (error.code === 'EADDRINUSE') {
    return `port ${error.port} is taken: stop what listens there, or choose another with npm start -- --port N`;
  }
  if (error.code?.startsWith?.('ERR_PARSE_ARGS')) return `${error.message}`;
  return error.hint === undefined ? (error.stack ?? String(error)) : `${error.message}\nhint: ${error.hint}`;
}
