import { usePeople } from '../app/people.ts';
import { textsOf } from '../messages/catalogue.ts';
import { MaskedText } from './masked-text.tsx';

const en = { you: 'you' };
const texts = textsOf({ en });

const shownCharacters = 12;

type PersonNameProps = {
  readonly subject: string;
  readonly name?: string | null;
  /** Inside a link or another control. */
  readonly isPlain?: boolean;
};

/** Who did something: the name where it is known here, masked where it may not be seen, else the pseudonym. */
export function PersonName({ subject, name = null, isPlain = false }: PersonNameProps) {
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
      <MaskedText text={known} isPlain={isPlain} />
      {subject === me && ` (${texts.you})`}
    </span>
  );
}
