import { textOfUtf8, utf8 } from './bytes.ts';
import { canonicalizeRfc8785 } from './canonical-json.ts';
import { LedgerFormatError } from './ledger-format-error.ts';

/** The DSSE payload type of an in-toto statement. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** The `_type` of an in-toto statement, version 1. */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

export const STATEMENT_SUBJECTS_MAX = 1_000_000;

/** What is said (`predicate`) of which files (`subjects`). */
export type Statement = {
  readonly subjects: readonly StatementSubject[];
  /** An address that names the kind of predicate. */
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
};

/** One file, by name and digest; no two have one name. */
export type StatementSubject = {
  readonly name: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
};

/** The statement in canonical JSON, as bytes to be signed: the same statement is always the same bytes. */
export function formatStatement({ subjects, predicateType, predicate }: Statement): Uint8Array {
  const bytes = utf8(
    canonicalizeRfc8785({
      _type: STATEMENT_TYPE,
      subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      predicateType,
      predicate,
    }),
  );
  parseStatement(bytes);
  return bytes;
}

/**
 * Reads the verified payload of an envelope. Fields it does not know, and digests beside SHA-256, are passed over as the
 * format asks; a subject without name or SHA-256, or with the name of another, is refused.
 */
export function parseStatement(payload: Uint8Array): Statement {
  const { _type, subject, predicateType, predicate = {} } = fieldsOf('statement', parseJson(payload));
  if (_type !== STATEMENT_TYPE) throw statementError('statement is not one of in-toto, version 1');
  if (!Array.isArray(subject) || subject.length === 0) throw statementError('statement has no subjects');
  if (subject.length > STATEMENT_SUBJECTS_MAX) {
    throw new LedgerFormatError('too-large', 'statement has too many subjects');
  }
  if (typeof predicateType !== 'string' || !/^[a-z][a-z0-9+.-]*:\S+$/.test(predicateType)) {
    throw statementError('statement has no predicate type');
  }
  const subjects = subject.map(subjectOf);
  if (new Set(subjects.map(({ name }) => name)).size < subjects.length) {
    throw statementError('two subjects have one name');
  }
  return { subjects, predicateType, predicate: fieldsOf('predicate', predicate) };
}

function subjectOf(value: unknown): StatementSubject {
  const { name, digest } = fieldsOf('subject', value);
  const { sha256 } = fieldsOf('digest', digest);
  if (typeof name !== 'string' || name === '') throw statementError('subject has no name');
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw statementError('subject has no SHA-256 in lower-case hexadecimal digits');
  }
  return { name, sha256 };
}

function parseJson(payload: Uint8Array): unknown {
  const text = textOfUtf8(payload);
  try {
    return JSON.parse(text);
  } catch {
    throw statementError('statement is not JSON');
  }
}

function fieldsOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw statementError(`${name} is not an object`);
  }
  return { ...value };
}

function statementError(message: string): LedgerFormatError {
  return new LedgerFormatError('bad-statement', message);
}
