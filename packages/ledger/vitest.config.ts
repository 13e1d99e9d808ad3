import { defineConfig } from 'vitest/config';

/** For this package alone, as mutation testing and the measuring of coverage run it: no database is started. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.fixture.ts', 'src/index.ts'],
      reporter: ['text'],
      thresholds: { 100: true },
    },
  },
});
