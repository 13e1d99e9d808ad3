import { type Actor, refuse } from '../../platform/index.ts';

/** The sign-in behind a request outside workspaces; the command line has none. */
export function ownUser({ userId }: Pick<Actor, 'userId'>): string {
  return (
    userId ?? refuse('person-needed', 'a person changes their sign-in themselves', 'sign in and try again')
  );
}
