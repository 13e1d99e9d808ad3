import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Bench, round } from './bench.ts';

const sizes = [100_000, 1_000_000];

/** Export of a package in a process of its own: how much memory it takes at most, whatever the log's size, and how fast it is. */
export const bench: Bench = {
  name: 'package',
  async run() {
    return sizes.flatMap((entries) => {
      const script = join(import.meta.dirname, 'export-package.ts');
      const output = execFileSync(process.execPath, [script, String(entries)], { encoding: 'utf8' });
      const { rssMb, seconds }: { rssMb: number; seconds: number } = JSON.parse(output);
      return [
        { name: `export of ${entries} entries, memory at most`, value: round(rssMb), unit: 'MB' },
        { name: `export of ${entries} entries`, value: round(entries / seconds), unit: 'entries/s' },
      ];
    });
  },
};
