import type { WorkbookParts } from './open-parts.ts';
import { walkXml } from './read-xml.ts';

/** What a number means by its cell's style. */
export type NumberMeaning = 'number' | 'day' | 'instant';

/** Number formats every workbook has without saying so (ECMA-376 part 1, 18.8.30): days, and those with a time. */
const builtInDays = [14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58];
const builtInTimes = [18, 19, 20, 21, 22, 32, 33, 45, 46, 47, 55, 56];

/** For each style of a cell what its number means; empty where the workbook has no styles. */
export async function readStyles(parts: WorkbookParts, name: string): Promise<readonly NumberMeaning[]> {
  const part = await parts.read(name);
  if (part === null) return [];
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let isCellStyles = false;
  await walkXml(part, {
    open(tag, attributes) {
      if (tag === 'numFmt')
        formats.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      if (tag === 'cellXfs') isCellStyles = true;
      if (tag === 'xf' && isCellStyles) styles.push(Number(attributes.get('numFmtId') ?? 0));
    },
    close(tag) {
      if (tag === 'cellXfs') isCellStyles = false;
    },
  });
  return styles.map((format) => meaningOf(format, formats.get(format)));
}

function meaningOf(format: number, code: string | undefined): NumberMeaning {
  if (code === undefined) {
    if (builtInDays.includes(format)) return 'day';
    return builtInTimes.includes(format) ? 'instant' : 'number';
  }
  // Quoted words, escaped letters, colours and places say nothing about the number.
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  const hasDay = /[yd]/.test(letters) && !/general/.test(letters);
  const hasTime = /[hs]/.test(letters);
  if (hasTime) return 'instant';
  return hasDay ? 'day' : 'number';
}
