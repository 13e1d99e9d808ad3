/** What one mail server says it found out about a mail. */
export type AuthenticationResults = {
  /** In small letters. */
  readonly server: string;
  /** Results by method, in small letters; of a method told twice the first. */
  readonly results: ReadonlyMap<string, Result>;
};

type Result = {
  readonly result: string;
  /** The domain of the `From` line that was looked at; null where it does not say. */
  readonly domain: string | null;
};

const lengthMax = 10_000;

/** Reads the value of one `Authentication-Results` line (RFC 8601 section 2.2); null where it is none. */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  const [head = '', ...told] = statements(value.slice(0, lengthMax));
  const [server = '', version] = words(head);
  if (!/^[a-z0-9._-]+$/.test(server) || (version !== undefined && version !== '1')) return null;
  const results = new Map<string, Result>();
  for (const statement of told) {
    const [method, ...properties] = words(statement);
    const [, name, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/.exec(method ?? '') ?? [];
    if (name === undefined || result === undefined || results.has(name)) continue;
    const from = properties.find((one) => one.startsWith('header.from='));
    results.set(name, { result, domain: from?.slice('header.from='.length) ?? null });
  }
  return { server, results };
}

/** Cut at its semicolons, without comments; what is quoted is one piece and says nothing by its inside. */
function statements(value: string): readonly string[] {
  const found = [''];
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < value.length; i += 1) {
    const letter = value.charAt(i);
    const isEscape = letter === '\\' && (isQuoted || depth > 0);
    if (isEscape) i += 1;
    else if (depth > 0) depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    else if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === '(') depth += 1;
    else if (letter === ';') found.push('');
    else found.push(`${found.pop() ?? ''}${letter}`);
  }
  return found;
}

function words(statement: string): readonly string[] {
  const sides = statement.toLowerCase().split('=');
  const joined = sides.map((side) => side.trim()).join('=');
  return joined.split(/\s+/).filter((word) => word !== '');
}
