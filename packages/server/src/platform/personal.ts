import { inspect } from 'node:util';
import { z } from 'zod';

/** Classes of values about people. `text` is free text out of evidence, in which people may be named. */
export const personalClasses = ['name', 'email', 'phone', 'login', 'handle', 'other', 'text'] as const;

export type PersonalClass = (typeof personalClasses)[number];

/** One value about one person inside a text. */
export type PersonalPart = {
  readonly class: PersonalClass;
  /** Null once it was erased. */
  readonly value: string | null;
  /** Where it comes from: who works with Daybook, what sources told, or a file that was handed over. */
  readonly of: 'member' | 'evidence' | 'upload';
  /** `sub_…`; null where nobody was made out yet. */
  readonly subject: string | null;
  /** The entry that holds a free text. */
  readonly position?: number;
  /** Who brought it, `sub_…`. */
  readonly author?: string;
};

/** Whether who asks may see this value as it is. */
export type Disclosure = (part: PersonalPart) => boolean;

/** What stands for a value that was erased, for everyone alike. */
export const erasedText = 'erased';

/**
 * A text that holds values about people. It cannot be serialised or printed: it becomes text in one place, where it is
 * decided what whoever asks may see, just before an answer leaves.
 */
export class Personal {
  readonly #parts: readonly (string | PersonalPart)[];

  constructor(parts: readonly (string | PersonalPart)[]) {
    this.#parts = parts;
  }

  disclose(mayShow: Disclosure): string {
    return this.#parts.map((part) => (typeof part === 'string' ? part : textOf(part, mayShow))).join('');
  }

  toJSON(): never {
    throw new Error('a personal value was about to leave without being disclosed');
  }

  toString(): string {
    return '[personal]';
  }

  [inspect.custom](): string {
    return '[personal]';
  }
}

/** The one place where a value about a person becomes text. */
function textOf(part: PersonalPart, mayShow: Disclosure): string {
  if (part.value === null)
    return part.subject === null ? erasedText : `${erasedText} (person ${handleOf(part.subject)})`;
  return mayShow(part) ? part.value : maskOf(part);
}

/**
 * What stands for a masked value: always equally long, and made of nothing but the pseudonym or the entry, so that neither the
 * value nor its length can be guessed.
 */
export function maskOf({ subject, position }: Pick<PersonalPart, 'subject' | 'position'>): string {
  if (subject !== null) return `•••• (person ${handleOf(subject)})`;
  if (position !== undefined) return `•••• (record ${String(position).padStart(12, '0')})`;
  return '•••• (hidden ••••••••••••)';
}

/** The beginning of a pseudonym, by which a masked value can be revealed: twelve hexadecimal digits. */
export function handleOf(subject: string): string {
  return subject.replace('sub_', '').replaceAll('-', '').slice(0, 12);
}

/** A text of an answer that may hold values about people; what leaves is a string. */
// The schema says what leaves; what a handler gives is disclosed before it is looked at.
export const personalText = z.string() as unknown as z.ZodType<string, string | Personal>;

/** What is left of an answer once it is disclosed. */
export type Disclosed<T> = T extends Personal
  ? string
  : T extends object
    ? { [Name in keyof T]: Disclosed<T[Name]> }
    : T;

/** The answer with every value about a person shown or masked. What holds none is handed on as it is. */
export function discloseAll<T>(answer: T, mayShow: Disclosure): Disclosed<T> {
  // The walk swaps values about people for text and keeps everything else.
  return disclosed(answer, mayShow) as Disclosed<T>;
}

function disclosed(answer: unknown, mayShow: Disclosure): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  if (answer instanceof Personal) return answer.disclose(mayShow);
  if (Array.isArray(answer)) return discloseList(answer, mayShow);
  let changed: Record<string, unknown> | null = null;
  for (const name in answer) {
    // Any object is read by its names.
    const field = (answer as Record<string, unknown>)[name];
    const shown = disclosed(field, mayShow);
    if (shown === field) continue;
    changed ??= { ...answer };
    changed[name] = shown;
  }
  return changed ?? answer;
}

function discloseList(items: readonly unknown[], mayShow: Disclosure): readonly unknown[] {
  let changed: unknown[] | null = null;
  for (const [i, item] of items.entries()) {
    const shown = disclosed(item, mayShow);
    if (shown === item) continue;
    changed ??= [...items];
    changed[i] = shown;
  }
  return changed ?? items;
}
