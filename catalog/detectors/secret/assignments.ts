import type { Span } from '@daybook/redaction';

const names =
  'pass(?:word|wd|phrase|code)|pwd|(?:api|access|private|secret|signing|encryption)[_-]?key|secret[_-]?access[_-]?key|(?:client|app|shared|webhook)?[_-]?secret|(?:access|auth|refresh|api|bearer)?[_-]?token';
const assignment = new RegExp(
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z0-9]{1,32}[_-]){0,4}(?<name>${names})["'\x60]? {0,3}(?<sign>:=|=>|==?|:|\bis\b) {0,3}(?<quote>["'\x60]?)(?<value>[^\s"'\x60,;<>()[\]{}]{4,512})`,
  'gid',
);

/**
 * What a name like `password` or `api_key` is set to. After `=` or in quotes anything counts; after a colon or `is`,
 * where prose may follow, only what looks made up, or a password that ends its clause.
 */
export function* findAssignments(text: string): Generator<Span> {
  for (const match of text.matchAll(assignment)) {
    const [start, end] = match.indices?.groups?.value ?? [0, 0];
    const { name = '', sign = '', quote = '', value = '' } = match.groups ?? {};
    const isCertain = quote !== '' || sign.includes('=');
    if (isReference(value)) continue;
    if (isCertain || looksMadeUp(value) || (isPassword(name) && sign === ':' && endsClause(text, end))) {
      yield { start, end };
    }
  }
}

/** Names of variables and places stand for a secret and are none: `$TOKEN`, `process.env.TOKEN`, `os.environ`. */
function isReference(value: string): boolean {
  return /^(?:\$|%[A-Z]|process\.env|os\.environ|env\.|secrets\.|vault:|null$|none$|undefined$|true$|false$)/i.test(
    value,
  );
}

function looksMadeUp(value: string): boolean {
  return (
    value.length >= 6 &&
    /\d|[!#$%^&*+?@]/.test(value) &&
    /[A-Za-z]/.test(value) &&
    !/^v?\d+(?:\.\d+)+$/.test(value)
  );
}

function isPassword(name: string): boolean {
  return /^p/i.test(name) && !/key$/i.test(name);
}

function endsClause(text: string, end: number): boolean {
  return end === text.length || /^(?:\s*[\r\n]|[,;)]|\s*$)/.test(text.slice(end, end + 8));
}
