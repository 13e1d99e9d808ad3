import { defineConfig } from 'vitest/config';

const everywhere = ['**/node_modules/**', '**/.git/**', '**/.stryker-tmp*/**'];
const web = ['packages/web/**/*.test.{ts,tsx}'];

/** Node runs the code as it stands, in tests as in production; only the web app is built first, so only its tests are. */
export default defineConfig({
  test: {
    reporters: ['default', './tools/bootstrap/summary-reporter.mjs'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['**/*.test.ts'],
          exclude: [...everywhere, ...web],
          globalSetup: ['./tools/testing/global-setup.ts'],
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          experimental: { viteModuleRunner: false, nodeLoader: false },
        },
      },
      {
        extends: true,
        test: { name: 'web', environment: 'node', include: web, exclude: everywhere },
      },
    ],
  },
});
