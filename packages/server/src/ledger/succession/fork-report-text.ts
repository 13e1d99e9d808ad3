import type { Log, StoredHead } from '../logs.store.ts';
import type { Fork } from './forks.store.ts';

export type ReportInput = {
  readonly log: Log;
  readonly head: StoredHead;
  /** The one that knows most first; at least one. */
  readonly forks: readonly Fork[];
  readonly successor: { readonly origin: string; readonly firstPosition: number };
  /** Already masked. */
  readonly reason: string;
  /** A pseudonym. */
  readonly closedBy: string;
  readonly closedAt: string;
};

/** What the person who closes a forked log leaves to read: both histories, what is missing, who closed it, when and why. */
export function forkReportText(input: ReportInput): string {
  const { log, head, forks, successor } = input;
  const lines = [
    'Fork report',
    '',
    `The log ${log.origin} has another history elsewhere than in this database.`,
    '',
    'Found here',
    `  ${entries(head.size)}, root ${head.root.toString('base64')}`,
    `  last entry recorded ${head.lastRecordedAt}`,
    '',
    'Known elsewhere',
    ...forks.flatMap((fork) => describeKnown(fork)),
    '',
    'Missing here',
    ...describeMissing(input),
    '',
    'Closed',
    `  by ${input.closedBy} at ${input.closedAt}`,
    `  reason: ${input.reason}`,
    '',
    `The log goes on as ${successor.origin}, whose first position is ${successor.firstPosition}. Positions known elsewhere are not used again.`,
  ];
  return `${lines.join('\n')}\n`;
}

function describeKnown({ knownBy, knownOrigin, knownSize, knownRoot, knownAt, foundAt }: Fork): string[] {
  const root = knownRoot === null ? 'root not told' : `root ${knownRoot.toString('base64')}`;
  const when = knownAt === null ? '' : `, kept there ${knownAt}`;
  return [`  by ${knownBy}: ${knownOrigin}, ${entries(knownSize)}, ${root}${when}`, `    noticed ${foundAt}`];
}

function describeMissing({ log, head, forks }: ReportInput): string[] {
  const [most] = forks;
  const end = log.firstPosition + head.size;
  const missing = (most?.knownEnd ?? end) - end;
  if (most === undefined || missing <= 0) {
    return ['  no entry by count; but those here are not all those that were signed before'];
  }
  const until = most.knownAt === null ? 'an unknown time' : most.knownAt;
  return [
    `  ${entries(missing)}: positions ${end} to ${most.knownEnd - 1}`,
    `  recorded between ${head.lastRecordedAt} and ${until}`,
    '  What they said cannot be got back from here. Whoever holds a later backup or a package can show them.',
  ];
}

function entries(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`;
}
