import { Anchor } from '../../components/anchor.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { whoWords } from './plain-words.tsx';
import { SightMark, sightOf, whereWords } from './sight-mark.tsx';
import type { ComparedClass, Sighting, Viewer } from './use-visibility.ts';

const texts = textsOf({ en });
const home = [{ label: texts.title, href: '/visibility' }];

type VisibilityCardsProps = {
  readonly viewers: readonly Viewer[];
  readonly classes: readonly ComparedClass[];
};

/** The same picture at phone width: one card for each, with what they see or may. */
export function VisibilityCards({ viewers, classes }: VisibilityCardsProps) {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return (
    <ul className="space-y-3">
      {viewers.map((one) => (
        <li
          key={`${one.kind} ${one.principal}`}
          className="rounded-md border border-line bg-raised px-3 py-2.5"
        >
          <Anchor
            href={`/who/${encodeURIComponent(one.principal)}`}
            trail={home}
            className="touch flex items-center font-semibold text-ink no-underline"
          >
            <MaskedText text={one.name} isPlain />
          </Anchor>
          <p className="text-sm text-note">{whoWords(one)}</p>
          <Sightings shown={one.sightings.filter(({ sees }) => sees !== 'no')} names={names} />
        </li>
      ))}
    </ul>
  );
}

function Sightings({ shown, names }: { shown: readonly Sighting[]; names: ReadonlyMap<string, string> }) {
  return (
    <ul className="mt-1.5 divide-y divide-line">
      {shown.map((sighting) => {
        const sight = sightOf(sighting);
        return (
          <li key={sighting.dataClass} className="flex gap-2 py-1.5">
            <span className="pt-1">
              <SightMark sight={sight} />
            </span>
            <span className="min-w-0">
              {names.get(sighting.dataClass) ?? sighting.dataClass}
              <span className="block text-xs text-note">
                {texts.marks[sight]}
                {sighting.where.length > 0 && ` · ${whereWords(sighting)}`}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
