import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const authorsCount = 50;
const minuteMs = 60_000;

/** A recorded history of made-up commits on one line, newest first, as the git connector reads it. */
export async function writeHistory(folder: string, commits: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, 'commits.ndjson'));
  for (let number = commits; number >= 1; number -= 1) {
    const author = `author-${number % authorsCount}`;
    const date = new Date(Date.UTC(2020, 0, 1) + number * minuteMs).toISOString();
    const person = { name: author, email: `${author}@team.example`, date };
    const line = JSON.stringify({
      sha: shaOf(number),
      parents: number === 1 ? [] : [shaOf(number - 1)],
      author: person,
      committer: person,
      refs: number === commits ? 'HEAD -> main' : '',
      message: `Change number ${number}\n\nReviewed-by: author-${(number + 1) % authorsCount} <author-${(number + 1) % authorsCount}@team.example>`,
    });
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function shaOf(number: number): string {
  return createHash('sha1').update(`commit ${number}`).digest('hex');
}
