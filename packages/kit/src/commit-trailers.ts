/** Who a commit names, as written. An empty string means the commit does not say. */
export type Signatory = { readonly name: string; readonly email: string };

export type Trailers = {
  readonly reviewedBy: readonly Signatory[];
  readonly ackedBy: readonly Signatory[];
  readonly signedOffBy: readonly Signatory[];
  readonly reviewedOn: readonly string[];
  readonly pullRequest: string | null;
};

const linkLengthMax = 500;
const namedMax = 200;

/** What a commit message claims about its review. Trailers count wherever a line begins with them, whatever their case. */
export function trailersOf(message: string): Trailers {
  return {
    reviewedBy: people(message, 'reviewed-by'),
    ackedBy: [...people(message, 'acked-by'), ...ackList(message)],
    signedOffBy: people(message, 'signed-off-by'),
    reviewedOn: values(message, 'reviewed-on').filter(isLink),
    pullRequest: pullRequestOf(message),
  };
}

const mergeOfPullRequest = /^Merge (?:pull request )?([\w.-]+\/[\w.-]+)?#(\d+)\b/m;
const numberInParentheses = /\(#(\d+)\)/;
const mergeRequestOfGitLab = /^See merge request (\S*!\d+)\s*$/m;

/** The pull request a message names: GitHub's merge and squash titles, GitLab's merge commits, `PR-URL`, `GitHub-Pull-Request`. */
function pullRequestOf(message: string): string | null {
  const merge = mergeOfPullRequest.exec(message);
  const named = [
    merge === null ? undefined : `${merge[1] ?? ''}#${merge[2]}`,
    values(message, 'pr-url')[0],
    values(message, 'github-pull-request')[0],
    mergeRequestOfGitLab.exec(message)?.[1],
    numberInParentheses.exec(message)?.[0].slice(1, -1),
  ];
  return named.find((value) => value !== undefined && isLink(value)) ?? null;
}

/** A code review is referred to: a pull request by number or address, or a Gerrit change by `Reviewed-on`. */
export function refersToPullRequest(message: string): boolean {
  return pullRequestOf(message) !== null || values(message, 'reviewed-on').length > 0;
}

const ackListStart = /^ACKs for (?:top commit|commit \S+|\S+):\s*$/m;

export function hasAckList(message: string): boolean {
  return ackListStart.test(message);
}

/** The people of a list as `ACKs for top commit:` followed by indented `login:` lines. */
function ackList(message: string): Signatory[] {
  const start = ackListStart.exec(message);
  if (start === null) return [];
  const names: Signatory[] = [];
  for (const line of message.slice(start.index + start[0].length + 1).split('\n')) {
    const name = /^ {2}([^\s:][^:]*):\s*$/.exec(line)?.[1];
    if (name !== undefined) names.push({ name, email: '' });
    else if (!line.startsWith('    ')) break;
  }
  return names.slice(0, namedMax);
}

function people(message: string, trailer: string): Signatory[] {
  return values(message, trailer)
    .map(signatoryOf)
    .filter((person) => person.name !== '' || person.email !== '')
    .slice(0, namedMax);
}

/** `Name <mail>`, a bare mail address, or a bare name. */
function signatoryOf(text: string): Signatory {
  const both = /^([^<]*)<([^<>]*)>/.exec(text);
  if (both !== null) return { name: (both[1] ?? '').trim(), email: (both[2] ?? '').trim() };
  return /^[^\s@]+@[^\s@]+$/.test(text) ? { name: '', email: text } : { name: text, email: '' };
}

function values(message: string, trailer: string): string[] {
  // pattern: the trailer is a word of this file
  const line = new RegExp(`^${trailer}:[ \\t]*(\\S.*)$`, 'gim');
  return [...message.matchAll(line)].map((match) => (match[1] ?? '').trim());
}

/** Anything with a space in it is prose and may hold personal data; it is not kept as a link. */
function isLink(value: string): boolean {
  return value.length <= linkLengthMax && /^\S+$/.test(value);
}
