import type { ServerResponse } from 'node:http';
import type { Actor } from '../actor.ts';
import { refuse } from '../errors.ts';

/** Requests of one person that may be under way at once in one process. A screen asks for a dozen things. */
export const parallelPerPersonMax = 100;

/** Keeps one person's requests from taking everybody's place. */
export interface ParallelLimit {
  /** Takes a place until the answer is sent or the connection ends; refuses with `rate-limited` where none is left. */
  take(response: ServerResponse, actor: Actor): void;
  /** People with requests under way. */
  readonly people: number;
}

export function limitParallel(max = parallelPerPersonMax): ParallelLimit {
  const underWay = new Map<string, number>();
  return {
    take: (response, actor) => {
      const person = actor.userId ?? actor.id;
      // Nobody in particular: the public routes have limits of their own.
      if (actor.kind === 'system') return;
      const count = (underWay.get(person) ?? 0) + 1;
      if (count > max)
        refuse('rate-limited', 'too many requests of one person at once', 'wait for some of them');
      underWay.set(person, count);
      response.once('close', () => {
        const left = (underWay.get(person) ?? 1) - 1;
        if (left > 0) underWay.set(person, left);
        else underWay.delete(person);
      });
    },
    get people() {
      return underWay.size;
    },
  };
}
