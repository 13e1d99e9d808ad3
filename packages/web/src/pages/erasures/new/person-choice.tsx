import { useQueryState } from '../../../app/query-state.ts';
import { PersonFinder } from '../../../components/person-finder.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import { Preview } from './preview.tsx';

const texts = textsOf({ en });

/** Who is to be forgotten; the one chosen stands in the address, by pseudonym. */
export function PersonChoice() {
  const [search, setSearch] = useQueryState('search');
  const [chosen, choose] = useQueryState('subject');
  return (
    <div className="space-y-3">
      <PersonFinder search={search} onSearch={setSearch} chosen={chosen} onChoose={choose} />
      {chosen !== '' && <Preview target={{ subject: chosen }} means={texts.person.means} />}
    </div>
  );
}
