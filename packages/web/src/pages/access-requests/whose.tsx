import { MaskedText } from '../../components/masked-text.tsx';
import { PersonName } from '../../components/person-name.tsx';

const unnamed = /^erased\b/;

/** Whom it is for: as sources name them; a member no source told of yet as the workspace knows them. */
export function Whose({ subject, name }: { subject: string; name: string }) {
  return unnamed.test(name) ? <PersonName subject={subject} /> : <MaskedText text={name} />;
}
