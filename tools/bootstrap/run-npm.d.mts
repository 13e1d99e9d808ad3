export function runNpm(
  args: readonly string[],
  folder: string,
): Promise<{ readonly code: number | null; readonly output: string }>;
