import { z } from 'zod';

/** What a look at the advisories came to. `could-not-look` is no good news and never counts as none found. */
export type Audit =
  | { readonly state: 'looked'; readonly packages: number; readonly found: readonly string[] }
  | { readonly state: 'could-not-look'; readonly reason: string };

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string(), isDirect: z.boolean() }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.int() }) }),
});

/** Reads what `npm audit --json` printed. Anything but a whole report over at least one package means that it could not look. */
export function readAudit(output: string): Audit {
  const parsed = report.safeParse(jsonIn(output));
  if (!parsed.success)
    return { state: 'could-not-look', reason: firstLineOf(output) || 'npm printed no report' };
  const { vulnerabilities, metadata } = parsed.data;
  const packages = metadata.dependencies.total;
  if (packages === 0) return { state: 'could-not-look', reason: 'npm saw no package at all' };
  const found = Object.entries(vulnerabilities).map(
    ([name, { severity, range, isDirect }]) =>
      `${severity}: ${name} ${range}${isDirect ? '' : ' (through another)'}`,
  );
  return { state: 'looked', packages, found: found.sort() };
}

/** npm may print warnings before the report. */
function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}

/** The host of the registry stays out of what is printed. */
function firstLineOf(output: string): string {
  const line = output.split('\n').find((text) => /\b(audit|error)\b/i.test(text)) ?? '';
  return line.replace(/https?:\/\/\S+/g, 'the registry').slice(0, 200);
}
