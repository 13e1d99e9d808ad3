import {
  followRotations,
  formatVkey,
  parsePolicy,
  satisfiesPolicy,
  type TlogPolicy,
  textOfUtf8,
} from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { logFolder } from '../format/package-paths.ts';
import type { OpenZip } from '../zip/open-zip.ts';
import type { Problems } from './problems.ts';
import type { ReadLog } from './read-log.ts';

const policyPlace = 'policy from elsewhere';
const noteBytesMax = 1024 ** 2;

/** The auditor's own policy; null, with a problem, when it is none. */
export function readPolicy(text: string, problems: Problems): Promise<TlogPolicy | null> {
  return problems.attempt('policy-malformed', policyPlace, () => parsePolicy(sha256, text));
}

/**
 * Holds the newest log against a policy: one of its keys, or one that led to it, is listed, and one of its checkpoints has
 * the quorum. Earlier logs are named by the newest. Answers up to where the policy vouches, or null with a problem.
 */
export async function checkPolicy(
  input: { readonly zip: OpenZip; readonly policy: TlogPolicy; readonly log: ReadLog },
  problems: Problems,
): Promise<string | null> {
  const { policy, log } = input;
  const trusted = log.vkeys.findIndex((vkey) =>
    policy.logs.some((listed) => formatVkey(listed.vkey) === formatVkey(vkey)),
  );
  const listed = log.vkeys[trusted];
  if (listed === undefined) {
    problems.add('policy-names-other-keys', `${policyPlace}: ${log.origin}`);
    return null;
  }
  const known = followRotations(sha256, listed, log.rotations.slice(trusted), ed25519Verify);
  const others = policy.logs.filter(
    ({ vkey }) => !known.some((each) => formatVkey(each) === formatVkey(vkey)),
  );
  const withChain = { ...policy, logs: [...known.map((vkey) => ({ vkey, url: null })), ...others] };
  const sizes = (await notesOf(input)).flatMap((note) => sizeUnder(note, withChain));
  if (sizes.length === 0) {
    problems.add('policy-not-met', `${policyPlace}: no checkpoint of ${log.origin} has its quorum`);
    return null;
  }
  const size = Math.max(...sizes);
  return `as the policy asks: the first ${size} of ${log.size} entries of ${log.origin}`;
}

const witnessNote = /^(\d+)-witness-\d+\.txt$/;

/** The log's checkpoints, and the same with the cosignatures of each size gathered under one note. */
async function notesOf({ zip, log }: { readonly zip: OpenZip; readonly log: ReadLog }): Promise<string[]> {
  const notes = new Map(log.checkpoints.map(({ size, note }) => [size, note]));
  const folder = `${logFolder(log.origin)}/anchors/`;
  for (const name of zip.files.keys()) {
    const isInside = name.startsWith(folder);
    const size = isInside
      ? Number(witnessNote.exec(name.slice(folder.length))?.[1] ?? Number.NaN)
      : Number.NaN;
    const own = log.checkpoints.find((each) => each.size === size)?.note;
    if (own === undefined) continue;
    const cosigned = textOfUtf8(await zip.read(name, noteBytesMax));
    if (cosigned.startsWith(own)) notes.set(size, `${notes.get(size)}${cosigned.slice(own.length)}`);
  }
  return [...notes.values()];
}

function sizeUnder(note: string, policy: TlogPolicy): number[] {
  try {
    const { isSatisfied, checkpoint } = satisfiesPolicy(note, policy, ed25519Verify);
    return isSatisfied ? [checkpoint.size] : [];
  } catch {
    return [];
  }
}
