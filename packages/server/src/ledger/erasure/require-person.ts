import { type Actor, refuse } from '../../platform/index.ts';

/** Decisions belong to people; the database says the same. */
export function requirePerson(actor: Actor, deed: string): void {
  if (actor.kind === 'user') return;
  refuse('person-needed', `a service never ${deed}`);
}
