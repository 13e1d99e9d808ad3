import type { Problem, Rule } from '../problem.ts';
import { readTextFiles, type TextFile } from '../repository-files.ts';

const address = /[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}/g;
const reserved = /(\.|@)(example|test|invalid|tld|localhost|example\.(com|org|net))$/i;

/** Mail addresses of the repository are made up, and visibly so: only domains reserved for that. */
export const rule: Rule = {
  name: 'real-addresses',
  async run() {
    return [...readTextFiles((path) => !path.endsWith('package-lock.json') && path !== 'LICENSE')].flatMap(
      findRealAddresses,
    );
  },
};

export function findRealAddresses({ path, text }: TextFile): readonly Problem[] {
  return text.split('\n').flatMap((line, index) =>
    (line.match(address) ?? [])
      // `git@host`, `npx package@1.2.x` and the like are not addresses of people.
      .filter(
        (found) =>
          !reserved.test(found) && !found.startsWith('git@') && !/@\d/.test(found) && !isInUrl(line, found),
      )
      .map((found) => ({ where: `${path}:${index + 1}`, what: `\`${found}\` may be a real address` })),
  );
}

/** A name and a password before the host of a URL show how URLs are cleaned; no mailbox is meant. */
function isInUrl(line: string, found: string): boolean {
  return /:\/\/\S*$/.test(line.slice(0, line.indexOf(found)));
}
