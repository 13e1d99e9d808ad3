import type { CompanyFile, FileState } from './company.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VendorFile } from './write-vendor-files.ts';

export type Lie = { readonly system: string; readonly state: Exclude<FileState, 'whole'> };

/** In a year each way in which a source fails or lies comes once, the list of people among them, and one comes twice. */
export function lieOf(month: number, random: SeededRandom): Lie | null {
  const told = lies[month];
  return told === undefined ? null : { system: random.pick(told.systems), state: told.state };
}

const anyFile = ['zendesk', 'okta', 'github', 'slack', 'hubspot', 'aws:000000000042'];
const longLists = ['zendesk', 'okta', 'slack'];

const lies: Readonly<Record<number, { readonly systems: readonly string[]; readonly state: Lie['state'] }>> =
  {
    1: { systems: anyFile, state: 'cut' },
    3: { systems: anyFile, state: 'off' },
    5: { systems: longLists, state: 'partial' },
    // Nobody joins in this month: what somebody does here needs people who are known.
    7: { systems: ['people'], state: 'cut' },
    9: { systems: longLists, state: 'short' },
    11: { systems: anyFile, state: 'cut' },
  };

export function toldFile(file: VendorFile, lie: Lie | null): CompanyFile {
  if (lie === null || lie.system !== file.system) return { ...file, state: 'whole' };
  return { ...file, bytes: bytesOf(file.bytes, lie.state), state: lie.state };
}

function bytesOf(bytes: Buffer, state: Lie['state']): Buffer {
  if (state === 'cut') return bytes.subarray(0, Math.floor(bytes.length * 0.6));
  if (state === 'off')
    return Buffer.from('<!doctype html><title>Sign in</title><p>Your session has ended.</p>\n');
  const [headers = '', ...rows] = bytes
    .toString('utf8')
    .split('\r\n')
    .filter((line) => line !== '');
  const told = state === 'short' ? rows.slice(0, Math.ceil(rows.length / 3)) : rows.map(garbled);
  return Buffer.from(`${[headers, ...told].join('\r\n')}\r\n`);
}

/** The address of each seventh row holds what a broken export puts there. */
function garbled(row: string, i: number): string {
  return i % 7 === 3 ? row.replaceAll('@', ' at ') : row;
}
