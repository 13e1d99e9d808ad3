const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * Personal data on its way: prints as its kind, `[email]`, in texts, templates and logs, and refuses to become JSON.
 * Only redaction and the screen that must show it unwrap it.
 */
export class Personal<T> {
  readonly kind: string;
  readonly #value: T;

  constructor(kind: string, value: T) {
    this.kind = kind;
    this.#value = value;
  }

  /** The value itself. */
  unwrap(): T {
    return this.#value;
  }

  toString(): string {
    return `[${this.kind}]`;
  }

  toJSON(): never {
    throw new TypeError(`personal data of kind \`${this.kind}\` is not to be serialised`);
  }

  [inspect](): string {
    return this.toString();
  }
}
