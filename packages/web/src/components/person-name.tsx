import { usePeople } from '../app/people.ts';
import { textsOf } from '../messages/catalogue.ts';

const en = { you: 'you' };
const texts = textsOf({ en });

const shownCharacters = 12;

/** Who did something: the name where it is known here, else the pseudonym. */
export function PersonName({ subject, name = null }: { subject: string; name?: string | null }) {
  const { me, nameOf } = usePeople();
  const known = name ?? nameOf(subject);
  if (known === null) {
    return (
      <code className="font-mono text-xs" title={subject}>
        {subject.slice(0, shownCharacters)}…
      </code>
    );
  }
  return (
    <span title={subject}>
      {known}
      {subject === me && ` (${texts.you})`}
    </span>
  );
}
