import { type Signatory, trailersOf } from './commit-trailers.ts';
import { type IdentityField, identity } from './identity.ts';
import type { RecordOf } from './ontology.ts';

const titleLengthMax = 1_000;
const identityLengthMax = 320;

/** The trailers of a commit message as a `change` carries them. The scope is the system bare names are unique in. */
export function claimsOf(message: string, scope: string): RecordOf<'change'>['trailers'] {
  const trailers = trailersOf(message);
  const people = (all: readonly Signatory[]) => all.flatMap((one) => signatoryIdentity(one, scope) ?? []);
  return {
    reviewedBy: people(trailers.reviewedBy),
    ackedBy: people(trailers.ackedBy),
    signedOffBy: people(trailers.signedOffBy),
    reviewedOn: [...trailers.reviewedOn],
    pullRequest: trailers.pullRequest,
  };
}

/** A name alone is unique at best within its repository, so that is the system it is told with. Null: nobody is named. */
export function signatoryIdentity(signatory: Signatory, scope: string): IdentityField | null {
  const email = printable(signatory.email);
  const name = printable(signatory.name);
  if (email !== '') return identity(name === '' ? { email } : { email, name });
  return name === '' ? null : identity({ name, system: scope });
}

/** The first line that says anything, without control characters, cut where nobody reads on. */
export function titleOf(message: string): string {
  const subject = message.trimStart().split('\n', 1)[0] ?? '';
  return Array.from(withoutControls(subject)).slice(0, titleLengthMax).join('').trim();
}

function printable(text: string): string {
  return withoutControls(text).trim().slice(0, identityLengthMax).trim().toWellFormed();
}

/** Control characters have no place in names and titles, and a database column refuses the first of them. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
