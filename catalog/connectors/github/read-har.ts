import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '@daybook/kit';
import { z } from 'zod';

const harBytesMax = 256 * 1024 * 1024;
const filesMax = 1_000;

const har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({
          method: z.string(),
          url: z.string(),
          postData: z.object({ text: z.string().optional() }).optional(),
        }),
        response: z.object({
          status: z.int(),
          content: z.object({ text: z.string().optional(), encoding: z.string().optional() }).optional(),
        }),
      }),
    ),
  }),
});

/** One recorded GraphQL answer with the query that asked for it. */
export type RecordedAnswer = { readonly query: string; readonly variables: unknown; readonly data: unknown };

export type Recording = {
  readonly files: number;
  readonly exchanges: number;
  readonly answers: readonly RecordedAnswer[];
  /** GraphQL exchanges that carry no usable answer: refused, failed or cut off. */
  readonly unusable: number;
};

/** Reads one HAR file or all `.har` files below a folder. Throws `SourceError` for a file that is cut off or no HAR. */
export async function readHar(path: string): Promise<Recording> {
  const files = await harFiles(path);
  const answers: RecordedAnswer[] = [];
  let exchanges = 0;
  let unusable = 0;
  for (const file of files) {
    for (const { request, response } of parseHar(await readFile(file, 'utf8'), files.indexOf(file) + 1).log
      .entries) {
      exchanges += 1;
      if (request.method !== 'POST' || !/\/graphql$/.test(request.url.replace(/[?#].*$/, ''))) continue;
      const answer = response.status === 200 ? answerOf(request.postData?.text, response.content) : null;
      if (answer === null) unusable += 1;
      else answers.push(answer);
    }
  }
  return { files: files.length, exchanges, answers, unusable };
}

async function harFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new SourceError(
      'source-not-found',
      'there is nothing at the path given for the recording',
      'check the spelling',
    );
  }
  if (found.isFile()) return [await checkedSize(path)];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.har'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (files.length === 0 || files.length > filesMax) {
    throw new SourceError(
      'source-not-found',
      files.length === 0
        ? 'the folder holds no `.har` file'
        : `the folder holds more than ${filesMax} \`.har\` files`,
      'give a HAR file, or a folder with the HAR files of one recording',
    );
  }
  return Promise.all(files.map(checkedSize));
}

async function checkedSize(file: string): Promise<string> {
  if ((await stat(file)).size <= harBytesMax) return file;
  throw new SourceError(
    'source-unreadable',
    `a HAR file is larger than ${harBytesMax / 1024 / 1024} MiB`,
    'record fewer exchanges to one file',
  );
}

function parseHar(text: string, number: number): z.infer<typeof har> {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (value === undefined) {
    throw new SourceError(
      'source-truncated',
      `HAR file ${number} ends in the middle or is no JSON`,
      'record it again',
    );
  }
  const parsed = har.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SourceError(
    'source-changed',
    `file ${number} is JSON but no HAR recording`,
    'give a HAR 1.2 file of GitHub GraphQL traffic',
  );
}

function answerOf(
  question: string | undefined,
  content: { text?: string | undefined; encoding?: string | undefined } | undefined,
): RecordedAnswer | null {
  const text =
    content?.encoding === 'base64' ? Buffer.from(content.text ?? '', 'base64').toString() : content?.text;
  const asked = z.object({ query: z.string(), variables: z.unknown() }).safeParse(parseJson(question ?? ''));
  // Errors beside data name single fields that were refused; those are null in the data, which says `not known`.
  const answered = z.object({ data: z.object({}).loose() }).safeParse(parseJson(text ?? ''));
  if (!asked.success || !answered.success) return null;
  return { query: asked.data.query, variables: asked.data.variables, data: answered.data.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
