import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { Mark } from './mark.tsx';
import type { Model } from './use-model.ts';

const texts = textsOf({ en });

/** What decides, word for word; what forbids comes first, for it wins. */
export function Policies({ model }: { model: Model }) {
  const sorted = model.policies.toSorted((left, right) => left.effect.localeCompare(right.effect));
  return (
    <>
      <p className="prose-line mb-4 text-soft">{texts.policiesLead}</p>
      <ul className="space-y-3">
        {sorted.map(({ id, effect, description, text }) => (
          <li key={id} className="rounded-md border border-line bg-raised px-4 py-3">
            <p className="text-sm text-note">
              <Mark shape={effect === 'forbid' ? 'diamond' : 'disc'} />{' '}
              {effect === 'forbid' ? texts.forbids : texts.permits} ·{' '}
              <code className="font-mono text-xs">{id}</code>
            </p>
            <p className="prose-line">{description}</p>
            <details className="mt-1">
              <summary className="touch cursor-pointer py-1 text-sm text-soft">
                {texts.text}
                <span className="sr-only"> {id}</span>
              </summary>
              <pre className="overflow-x-auto py-2 font-mono text-xs whitespace-pre-wrap">{text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
