import { repositoryRoot } from '../repository-root.ts';
import { runNpm } from '../run-npm.ts';
import { readAudit } from './read-report.ts';

const { output } = await runNpm(['audit', '--package-lock-only', '--audit', '--json'], repositoryRoot);
const audit = readAudit(output);
if (audit.state === 'could-not-look') {
  process.stderr.write(
    `COULD NOT LOOK: the registry gave no advisories (${audit.reason}).\n` +
      'Nothing is known about the packages. Run this where the registry answers audits.\n',
  );
  process.exitCode = 2;
} else {
  for (const line of audit.found) process.stdout.write(`${line}\n`);
  process.stdout.write(`${audit.packages} packages looked at, ${audit.found.length} with advisories\n`);
  process.exitCode = audit.found.length === 0 ? 0 : 1;
}
