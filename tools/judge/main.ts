import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seed: { type: 'string', multiple: true, default: ['1'] } } });
const seeds = values.seed.flatMap((text) => text.split(','));
if (!seeds.every((seed) => /^[0-9]{1,6}$/.test(seed))) {
  process.stderr.write('name a seed, or several with commas: npm run judge -- --seed 1,2,3\n');
  process.exit(2);
}

/** The suite's own test of the sample company, over a whole year and for the seeds asked. */
const child = spawn(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'packages/server/src/sample/testing/judge-company.test.ts'],
  { stdio: 'inherit', env: { ...process.env, DAYBOOK_JUDGE_SEEDS: seeds.join(',') } },
);
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
