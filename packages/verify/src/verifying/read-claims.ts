import { parseCanonical, textOfUtf8 } from '@daybook/ledger';
import { z } from 'zod';
import {
  type Claims,
  checkClaimSchema,
  controlClaimSchema,
  type FindingClaim,
  findingClaimSchema,
  populationClaimSchema,
  requirementClaimSchema,
} from '../format/claims.ts';
import { findingsPath, packagePaths } from '../format/package-paths.ts';
import { readLines } from '../format/read-lines.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import { parseJsonFile } from './read-manifest.ts';

const claimBytesMax = 256 * 1024 ** 2;

/** What the package says, in the one form it may be written in; null when a file of it cannot be read. */
export async function readClaims(zip: OpenZip, problems: Problems): Promise<Claims | null> {
  const requirements = await readList(
    zip,
    { path: packagePaths.requirements, schema: requirementClaimSchema },
    problems,
  );
  const controls = await readList(zip, { path: packagePaths.controls, schema: controlClaimSchema }, problems);
  const checks = await readList(zip, { path: packagePaths.checks, schema: checkClaimSchema }, problems);
  const populations = await readList(
    zip,
    { path: packagePaths.populations, schema: populationClaimSchema },
    problems,
  );
  if (!requirements || !controls || !checks || !populations) return null;
  const findings = new Map<string, readonly FindingClaim[]>();
  for (const path of checks.map(findingsPath)) {
    const rows = await problems.attempt('file-malformed', path, () => readFindings(zip, path));
    if (rows === null) return null;
    findings.set(path, rows);
  }
  return { requirements, controls, checks, populations, findings };
}

type ListFile<T> = { readonly path: string; readonly schema: z.ZodType<T> };

function readList<T>(zip: OpenZip, { path, schema }: ListFile<T>, problems: Problems): Promise<T[] | null> {
  return problems.attempt('file-malformed', path, async () =>
    z.array(schema).parse(parseJsonFile(await zip.read(path, claimBytesMax))),
  );
}

async function readFindings(zip: OpenZip, path: string): Promise<readonly FindingClaim[]> {
  const file = zip.files.get(path);
  if (file === undefined) throw new Error('the file is missing');
  const rows: FindingClaim[] = [];
  for await (const bytes of readLines(await file.open())) {
    rows.push(findingClaimSchema.parse(parseCanonical(textOfUtf8(bytes))));
  }
  return rows;
}
