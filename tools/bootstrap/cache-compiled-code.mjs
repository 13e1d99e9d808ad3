import module from 'node:module';
import { root } from './locations.mjs';

/**
 * Keeps compiled code beside what it was compiled from, which makes every later start shorter. Called once the
 * dependencies are there: an install replaces the folder. Where it cannot be written, everything works without it.
 */
export function cacheCompiledCode() {
  // An older Node, which only brings the right one, has no such function: so nothing is imported by its name.
  module.enableCompileCache(`${root}/node_modules/.cache/daybook-compiled`);
}
