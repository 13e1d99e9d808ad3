const lineFeed = 0x0a;

/** One line of a package's ndjson files, in bytes: the ledger's largest payload fits many times over. */
export const LINE_SIZE_MAX_BYTES = 16 * 1024 ** 2;

/**
 * The lines of UTF-8 text as bytes, without their line feed. Only U+000A ends a line, since JSON may hold other breaks
 * unescaped. A line is good until the next is asked for. Throws when the last line has no line feed or one is too long.
 */
export async function* readLines(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      const line = chunk.subarray(start, end);
      yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    // a copy: whoever gives the chunks may fill the same buffer again
    rest.push(Buffer.from(chunk.subarray(start)));
    restBytes += chunk.length - start;
    if (restBytes > LINE_SIZE_MAX_BYTES) throw new Error('a line is longer than it may be');
  }
  if (restBytes > 0) throw new Error('the last line does not end in a line feed');
}
