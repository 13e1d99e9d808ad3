import { useSubjects } from '../../app/erasure-queries.ts';
import { PersonName } from '../../components/person-name.tsx';
import type { Names } from './use-custody.ts';

/** Somebody by name; whoever was chosen a moment ago is asked for. */
export function KnownPerson({ subject, names }: { subject: string; names: Names }) {
  const name = names.get(subject);
  return name === undefined ? (
    <AskedPerson subject={subject} />
  ) : (
    <PersonName subject={subject} name={name} />
  );
}

function AskedPerson({ subject }: { subject: string }) {
  const found = useSubjects(subject).data?.items.find((one) => one.subject === subject);
  return <PersonName subject={subject} name={found?.name ?? found?.email ?? found?.login ?? null} />;
}

/** Several people in one line. */
export function People({
  subjects,
  names,
  none,
}: {
  subjects: readonly string[];
  names: Names;
  none: string;
}) {
  if (subjects.length === 0) return <span className="text-note">{none}</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {subjects.map((subject) => (
        <KnownPerson key={subject} subject={subject} names={names} />
      ))}
    </span>
  );
}
