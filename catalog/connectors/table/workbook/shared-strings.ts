import type { WorkbookParts } from './open-parts.ts';
import { readXml } from './read-xml.ts';
import { workbookError } from './workbook-error.ts';

/** All texts of a workbook are kept once and lie in memory while a sheet is read, so their size has a bound. */
const charactersMax = 256 * 1024 ** 2;
const stringsMax = 8_000_000;

/** The texts cells refer to by number; phonetic guides are left out. */
export async function readSharedStrings(parts: WorkbookParts, name: string): Promise<readonly string[]> {
  const part = await parts.read(name);
  if (part === null) return [];
  const strings: string[] = [];
  let characters = 0;
  let current = '';
  let isText = false;
  let phonetic = 0;
  const events = {
    open(tag: string) {
      if (tag === 'si') current = '';
      if (tag === 'rPh') phonetic += 1;
      if (tag === 't') isText = phonetic === 0;
    },
    text(text: string) {
      if (isText) current += text;
    },
    close(tag: string) {
      if (tag === 't') isText = false;
      if (tag === 'rPh') phonetic -= 1;
      if (tag !== 'si') return;
      characters += current.length;
      strings.push(current);
      if (characters > charactersMax || strings.length > stringsMax) throw workbookError('too-large');
    },
  };
  for await (const _ of readXml(part, events));
  return strings;
}
