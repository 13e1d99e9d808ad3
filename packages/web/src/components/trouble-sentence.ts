import { ApiError } from '@daybook/client';
import { shared } from '../messages/shared.ts';

/** What was found and what to do, as one text. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? sentenceOfRefusal(error) : shared.trouble.crashed.text;
}

export function sentenceOfRefusal({ message, hint }: { message: string; hint: string }): string {
  return hint === '' ? finish(message) : `${finish(message)} ${finish(hint)}`;
}

function finish(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
