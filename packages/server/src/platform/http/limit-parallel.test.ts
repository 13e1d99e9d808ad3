import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { systemActor } from '../actor.ts';
import { limitParallel } from './limit-parallel.ts';

// Only its ending is listened to.
const answer = () => new EventEmitter() as unknown as ServerResponse;
const person = (id: string) => ({ ...systemActor, kind: 'user' as const, id, userId: `usr_${id}` });

test('one person has so many requests under way and no more, others are not kept out, and nothing is left behind', () => {
  const limit = limitParallel(2);
  const [ada, bob] = [person('ada'), person('bob')];
  const answers = [answer(), answer(), answer()];
  for (const one of answers.slice(0, 2)) limit.take(one, ada);

  expect(() => limit.take(answer(), ada)).toThrow(expect.objectContaining({ code: 'rate-limited' }));
  limit.take(answers[2] ?? answer(), bob);
  answers[0]?.emit('close');
  const again = answer();
  limit.take(again, ada);

  for (const one of [...answers, again]) one.emit('close');
  expect(limit.people).toBe(0);
});

test('public routes are not counted against anybody', () => {
  const limit = limitParallel(1);

  for (let i = 0; i < 5; i += 1) limit.take(answer(), systemActor);

  expect(limit.people).toBe(0);
});
