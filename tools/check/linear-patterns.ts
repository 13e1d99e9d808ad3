import ts from 'typescript';
import type { TextFile } from './repository-files.ts';

export type FoundPattern = { readonly where: string; readonly pattern: RegExp };

/** Every regular expression that is written out in a file, but those a comment with `bounded:` above says meet short texts. */
export function findPatterns({ path, text }: TextFile): readonly FoundPattern[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const found: FoundPattern[] = [];
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      if (/\/\/.*\bbounded:/.test(lines[line - 1] ?? '')) return;
      const [, body = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      found.push({ where: `${path}:${line + 1}`, pattern: new RegExp(body, flags.replace(/[gy]/g, '')) });
    }
    ts.forEachChild(node, visit);
  }
}

export type Slowness = { readonly growth: 'exponential' | 'quadratic'; readonly text: string };

/** Above this a text of a few characters is not looked at one character at a time. */
const shortMsMax = 40;
const longMsMin = 12;
/** Four times the text may take four times as long, with room for a busy machine; squares take sixteen times. */
const ratioMax = 10;
const longLengths = [2_000, 8_000] as const;

/** How the time a search takes grows with texts that were made to slow it down; null where it grows as they do. */
export function findSlowness(search: (text: string) => unknown, hints: readonly string[]): Slowness | null {
  for (const make of attacks(hints)) {
    for (let length = 12; length <= 32; length += 2) {
      if (timeOf(search, make(length)) > shortMsMax && timeOf(search, make(length)) > shortMsMax)
        return { growth: 'exponential', text: make(12) };
    }
    const [short, long] = longLengths;
    if (timeOf(search, make(long)) < longMsMin) continue;
    if (bestTimeOf(search, make(long)) > ratioMax * bestTimeOf(search, make(short)))
      return { growth: 'quadratic', text: make(12) };
  }
  return null;
}

/** What a pattern names, as beginnings and fillings of attacks on it. */
export function hintsOf({ source }: RegExp): readonly string[] {
  const plain = source.replace(/\\[bBdDsSwWpP](\{[^}]*\})?|\\[1-9]|\(\?<?[:=!]?|\[\^?|\{[^}]*\}/g, ' ');
  const words = plain.match(/[A-Za-z0-9@:/._=<>"'-]{2,12}/g) ?? [];
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, 4);
}

const fillings: readonly string[] = [
  'a',
  '0',
  ' ',
  '\t',
  '\n',
  '-',
  '.',
  '@',
  '/',
  '"',
  '<',
  '(',
  '=',
  ':',
  'a.',
  'a ',
  '0-',
  '\\',
];
const endings: readonly string[] = ['\u0000', '!'];

function* attacks(hints: readonly string[]): Generator<(length: number) => string> {
  for (const beginning of ['', ...hints]) {
    for (const filling of [...fillings, ...hints]) {
      for (const ending of endings) {
        yield (length) => beginning + filling.repeat(Math.ceil(length / filling.length)) + ending;
      }
    }
  }
}

/** The least of five, which a pause of the machine cannot lengthen; never nothing, so that it can be divided by. */
function bestTimeOf(search: (text: string) => unknown, text: string): number {
  return Math.max(0.01, Math.min(...Array.from({ length: 5 }, () => timeOf(search, text))));
}

/** Milliseconds of this thread's own work, so that whatever else runs on the machine is not counted. */
function timeOf(search: (text: string) => unknown, text: string): number {
  const startedAt = process.threadCpuUsage();
  search(text);
  const { user, system } = process.threadCpuUsage(startedAt);
  return (user + system) / 1_000;
}
