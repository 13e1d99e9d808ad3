import { z } from 'zod';

/** A value the source may not be able to tell. Absence is never read as false. */
export function orUnknown<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.literal('unknown')]);
}

export const instant = z.iso.datetime({ offset: false });
export const day = z.iso.date();
/** Ids, system names and role names of the source: short, printable, no free text. */
export const term = z.string().min(1).max(200);

/** The four rights by which somebody can act as the organisation or carry its data away. */
export const dangerousRights = ['administer', 'export', 'connect', 'publish'] as const;
export type DangerousRight = (typeof dangerousRights)[number];
export const dangerousRight = z.enum(dangerousRights);
