import { Resolver } from 'node:dns/promises';

/** The text records of a name; none where the name has none. Throws when nobody could be asked. */
export type TextRecords = (name: string) => Promise<readonly string[]>;

const recordsMax = 100;

export function createTextRecords(resolver = new Resolver({ timeout: 5_000, tries: 2 })): TextRecords {
  return async (name) => {
    try {
      const records = await resolver.resolveTxt(name);
      return records.slice(0, recordsMax).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
      throw error;
    }
  };
}
