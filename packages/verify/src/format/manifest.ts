import { z } from 'zod';
import { PACKAGE_FORMAT } from './package-paths.ts';

const instant = z.iso.datetime({ precision: 3 });
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** Half-open days `[from, to)` that begin in `zone`. */
export const windowSchema = z.strictObject({ from: z.iso.date(), to: z.iso.date(), zone: z.literal('UTC') });

/** `MANIFEST.json`: what the package is about, and every other file with its digest. */
export const manifestSchema = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  framework: z.strictObject({ id: z.string(), name: z.string(), title: z.string(), version: z.string() }),
  window: windowSchema,
  /** The instant at which completeness and dates are judged; never before the last entry. */
  asOf: instant,
  /** One for each year, oldest first; position = `firstPosition` + index. The last one's key signs this manifest. */
  logs: z.array(z.strictObject({ origin: z.string().min(1), firstPosition: count, size: count })).min(1),
  /** The size of the last log at the named checkpoint. */
  checkpointSize: count,
  /** All entries of all logs. */
  entries: count,
  /** Whether the names of the people in the packed items are in it. */
  names: z.enum(['included', 'left-out']),
  files: z.array(z.strictObject({ name: z.string(), sha256: sha256Hex, bytes: count })),
});

export type PackageWindow = z.infer<typeof windowSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** The window as instants. Days begin at midnight UTC. */
export function windowBounds(window: PackageWindow): { readonly fromMs: number; readonly toMs: number } {
  return {
    fromMs: Date.parse(`${window.from}T00:00:00.000Z`),
    toMs: Date.parse(`${window.to}T00:00:00.000Z`),
  };
}
