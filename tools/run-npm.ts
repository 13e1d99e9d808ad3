type RunNpm = (
  args: readonly string[],
  folder: string,
) => Promise<{ readonly code: number | null; readonly output: string }>;

/** Runs npm as `npm start` does. Its module is plain JavaScript without types, for it also runs on an older Node. */
export async function runNpm(...given: Parameters<RunNpm>): ReturnType<RunNpm> {
  const plain: string = './bootstrap/run-npm.mjs';
  const module: { readonly runNpm: RunNpm } = await import(plain);
  return module.runNpm(...given);
}
