import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const names: ReadonlyMap<string, string> = new Map(Object.entries(textsOf({ en }).lists));

/** What people call a list; one nobody has named yet is shown by its own name. */
export function listName(what: string): string {
  return names.get(what) ?? what;
}
