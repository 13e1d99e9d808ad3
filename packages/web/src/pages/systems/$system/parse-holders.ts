export type TypedHolder = {
  readonly name?: string;
  readonly email?: string;
  readonly login?: string;
  readonly role?: string;
};

/** People as typed, one on each line: what has an `@` is a mail address, what begins with `@` a login, the last word a role. */
export function parseHolders(text: string): readonly TypedHolder[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(holderOf);
}

function holderOf(line: string): TypedHolder {
  const parts = line
    .split(/[,;\t]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const email = parts.find((part) => /^[^\s@]+@[^\s@]+$/.test(part));
  const handle = parts.find((part) => part.startsWith('@') && part !== email);
  const words = parts.filter((part) => part !== email && part !== handle);
  const hasOther = email !== undefined || handle !== undefined;
  const [first, second] = words;
  const name = hasOther && words.length === 1 ? undefined : first;
  const role = name === undefined ? first : second;
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(handle !== undefined && { login: handle.slice(1) }),
    ...(role !== undefined && { role }),
  };
}
