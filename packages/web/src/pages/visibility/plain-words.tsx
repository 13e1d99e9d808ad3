import { MaskedText } from '../../components/masked-text.tsx';
import { Section } from '../../components/page-header.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import { sightOf, whereWords } from './sight-mark.tsx';
import type { ComparedClass, Viewer } from './use-visibility.ts';

const texts = textsOf({ en });
const listedMax = 12;

type PlainWordsProps = {
  readonly viewers: readonly Viewer[];
  readonly classes: readonly ComparedClass[];
  readonly totals: { readonly beyond: number; readonly open: number };
};

/** Who can see what they need not, a sentence each. */
export function PlainWords({ viewers, classes, totals }: PlainWordsProps) {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  const shown = viewers.filter(({ beyond }) => beyond > 0).slice(0, listedMax);
  return (
    <Section title={texts.words.title} note={<span className="number">{formatNumber(totals.beyond)}</span>}>
      {shown.length === 0 ? (
        <StateMark
          state={totals.open > 0 ? 'unknown' : 'pass'}
          label={totals.open > 0 ? texts.words.noneOpen : texts.words.none}
        />
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-raised">
          {shown.map((one) => (
            <li key={`${one.kind} ${one.principal}`} className="px-3 py-2.5">
              <Sentence one={one} names={names} />
            </li>
          ))}
        </ul>
      )}
      {totals.beyond > shown.length && shown.length > 0 && (
        <p className="mt-1 text-sm text-note">
          {texts.words.more(formatNumber(totals.beyond - shown.length))}
        </p>
      )}
    </Section>
  );
}

function Sentence({ one, names }: { one: Viewer; names: ReadonlyMap<string, string> }) {
  const beyond = one.sightings.filter((sighting) => sightOf(sighting) === 'beyond');
  const what = joined(beyond.map(({ dataClass }) => names.get(dataClass) ?? dataClass));
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-semibold">
          <MaskedText text={one.name} />
        </b>
        <span className="text-sm text-note">{whoWords(one)}</span>
        <StateMark state="fail" label={texts.words.sees(what)} />
      </p>
      <p className="text-sm text-note">{beyond.map(whereWords).join('; ')}</p>
    </>
  );
}

/** The role of a person; of everything else what it is. */
export function whoWords({ kind, role }: Pick<Viewer, 'kind' | 'role'>): string {
  return kind === 'person' ? (role ?? texts.noRole) : texts.kinds[kind];
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${texts.and} ${last}`;
}
