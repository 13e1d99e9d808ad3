import { z } from 'zod';

const words = z.string().min(1).max(300);

/**
 * What can honestly be known about one system or channel: how the list of who has access can be had, and how long its own log
 * is kept. `catalog/channels/<id>/channel.json`.
 */
export const channelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1).max(60),
  kind: z.enum(['tool', 'channel', 'identity-provider', 'hr', 'other']),
  /** Beginnings of system names, in small letters, that are one of these. */
  recognises: z.array(z.string().min(1).max(60)).min(1),
  access: z.strictObject({
    /** The best way there is: read by a connector, from a file its own export gives, or said by two people. */
    means: z.enum(['live', 'import', 'attested']),
    /** The connector of the catalog that reads it; null unless live. */
    connector: z.string().nullable(),
    /** What the system itself can list. */
    lists: words,
    /** What to do where that cannot be had. */
    fallback: words,
  }),
  log: z.strictObject({
    isKept: z.enum(['yes', 'by-plan', 'limited', 'none', 'unknown']),
    /** How long the source keeps it; the shortest of its plans. Null where nobody knows, or where it ends never. */
    retentionDays: z.int().min(1).nullable(),
    note: words,
  }),
  /** Where the facts come from. */
  basis: z.enum(['verified', 'common-knowledge']),
});

export type Channel = z.infer<typeof channelSchema>;

/** The channel a system's name speaks of: that of the longest beginning. Null where none does. */
export function recogniseChannel(channels: Iterable<Channel>, system: string): Channel | null {
  const name = system.toLowerCase();
  let found: { readonly channel: Channel; readonly length: number } | null = null;
  for (const channel of channels) {
    for (const beginning of channel.recognises) {
      const isSo =
        name === beginning ||
        (name.startsWith(beginning) && /[^a-z0-9]/.test(name.slice(beginning.length)[0] ?? ''));
      if (isSo && beginning.length > (found?.length ?? 0)) found = { channel, length: beginning.length };
    }
  }
  return found?.channel ?? null;
}
