import { SourceError } from '../connector.ts';

/** The body as text, refused as soon as it grows past the limit. */
export async function readBody(response: Response, bytesMax: number): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > bytesMax)
    throw await tooLarge(response, bytesMax);
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw await tooLarge(response, bytesMax);
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

async function tooLarge(response: Response, bytesMax: number): Promise<SourceError> {
  if (response.body !== null && !response.body.locked) await response.body.cancel();
  return new SourceError(
    'source-refused',
    `an answer of the source is larger than ${bytesMax} bytes`,
    'narrow what the connection reads',
  );
}
