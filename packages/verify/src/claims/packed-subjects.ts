import { type FactsInWindow, packedPopulations } from './packed-populations.ts';

const subjectPattern = /^sub_[0-9a-f-]{36}$/;

/** The people the packed items are about: only their names may be in the package. */
export function packedSubjects(facts: FactsInWindow): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const { itemsInWindow } of packedPopulations(facts)) {
    for (const { value } of itemsInWindow) collect(value, subjects);
  }
  return subjects;
}

function collect(value: unknown, subjects: Set<string>): void {
  if (typeof value === 'string') {
    if (subjectPattern.test(value)) subjects.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) collect(each, subjects);
  }
}
