import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { SourceError } from '@daybook/kit';
import { z } from 'zod';
import { type Commit, instantOf } from './commit.ts';

const signatory = z.object({ name: z.string(), email: z.string(), date: z.string() });
const recorded = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  parents: z.array(z.string()),
  author: signatory,
  committer: signatory,
  refs: z.string(),
  message: z.string(),
});

/** Reads `commits.ndjson` line by line. Throws `SourceError` naming the first line that is no commit. */
export async function* readRecordedCommits(file: string): AsyncGenerator<{ commit: Commit; refs: string }> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const { author, committer, refs, ...rest } = parseLine(line, number);
    yield {
      refs,
      commit: {
        ...rest,
        author,
        committer,
        committedAt: instantOf(Date.parse(committer.date)),
        signature: 'unknown',
      },
    };
  }
}

function parseLine(line: string, number: number): z.infer<typeof recorded> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new SourceError(
      'source-truncated',
      `line ${number} of commits.ndjson ends in the middle or is no JSON`,
      'copy or record the folder again',
    );
  }
  const parsed = recorded.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new SourceError(
    'source-changed',
    `line ${number} of commits.ndjson is not a recorded commit: \`${field}\` is missing or of another type`,
    'each line needs sha, parents, author, committer, refs and message',
  );
}
