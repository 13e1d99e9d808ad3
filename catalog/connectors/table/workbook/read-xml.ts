import type { Readable } from 'node:stream';
import sax from 'sax';
import { workbookError } from './workbook-error.ts';

export type XmlEvents = {
  /** Names come without their prefix, and so do the attributes. */
  open?(name: string, attributes: ReadonlyMap<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/**
 * Walks one part of a workbook piece by piece and answers after each piece, so that the caller may hand on what came of it.
 * A document type is refused: no workbook has one, and entities are all it could be for.
 */
export async function* readXml(part: Readable, events: XmlEvents): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false });
  parser.ondoctype = () => {
    throw workbookError('broken');
  };
  parser.onerror = () => {
    throw workbookError('broken');
  };
  parser.onopentag = ({ name, attributes }) => {
    if (events.open === undefined) return;
    const pairs = Object.entries(attributes).map(([key, value]): [string, string] => [
      bare(key),
      String(value),
    ]);
    events.open(bare(name), new Map(pairs));
  };
  parser.onclosetag = (name) => events.close?.(bare(name));
  parser.ontext = (text) => events.text?.(text);
  parser.oncdata = (text) => events.text?.(text);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of part) {
      parser.write(decoded(() => decoder.decode(piece, { stream: true })));
      yield;
    }
    parser.write(decoded(() => decoder.decode()));
    parser.close();
  } finally {
    part.destroy();
  }
  yield;
}

/** Walks a small part to its end. */
export async function walkXml(part: Readable, events: XmlEvents): Promise<void> {
  for await (const _ of readXml(part, events));
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw workbookError('broken');
  }
}
