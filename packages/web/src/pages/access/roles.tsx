import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';
import type { Model } from './use-model.ts';

const texts = textsOf({ en });

/** Each role in plain words. */
export function Roles({ model }: { model: Model }) {
  return (
    <>
      <p className="prose-line mb-4 text-soft">{texts.rolesLead}</p>
      <ul className="grid gap-3 md:grid-cols-2">
        {model.roles.map(({ id, name, summary, needsSecondPerson, actions }) => (
          <li key={id} className="rounded-md border border-line bg-raised px-4 py-3">
            <h2 className="text-base font-medium">{name}</h2>
            <p className="prose-line text-soft">{summary}</p>
            <p className="mt-1 text-sm text-note">
              {texts.may(formatNumber(actions.length), formatNumber(model.actions.length))}
              {needsSecondPerson && ` · ${texts.two}`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
