import type { TrailItem } from '@daybook/client';
import { usePeople } from '../../app/people.ts';
import { PersonName } from '../../components/person-name.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type TrailPersonProps = {
  readonly subject: string;
  readonly state: TrailItem['actorState'];
  readonly name: string | null;
};

/** Somebody in the trail: by name, as erased, or as the pseudonym where nobody knows more. */
export function TrailPerson({ subject, state, name }: TrailPersonProps) {
  const { me } = usePeople();
  if (state === 'system') return texts.daybook;
  if (state === 'erased' || state === 'unreadable') {
    return (
      <span title={subject} className="text-note italic">
        {state === 'erased' ? texts.erased : texts.nameless}
      </span>
    );
  }
  return <PersonName subject={subject} name={subject === me ? null : name} />;
}

/** The same in plain text, for names of buttons and filters. */
export function personText({ subject, state, name }: TrailPersonProps): string {
  if (state === 'system') return texts.daybook;
  if (state === 'erased') return texts.erased;
  return name ?? `${subject.slice(0, 12)}…`;
}
