import { useState } from 'react';
import { useWorkspace } from '../app/session.ts';
import { Anchor } from './anchor.tsx';
import { Button } from './button.tsx';
import { tourTexts as texts } from './sample-texts.ts';
import { StateShape } from './state-shape.tsx';

type Kept = { readonly isHidden: boolean; readonly seen: readonly string[] };

const nothingKept: Kept = { isHidden: false, seen: [] };

/** In a sample company: the four jobs, each with its place. What was looked at and whether it is hidden is remembered here. */
export function GuidedTour() {
  const { slug, isSample } = useWorkspace();
  const [kept, setKept] = useState(() => readKept(slug));
  if (!isSample) return null;
  const keep = (next: Kept) => {
    localStorage.setItem(storedUnder(slug), JSON.stringify(next));
    setKept(next);
  };
  if (kept.isHidden) {
    return (
      <p className="no-print mb-4">
        <Button look="quiet" onClick={() => keep({ ...kept, isHidden: false })}>
          {texts.again}
        </Button>
      </p>
    );
  }
  return (
    <section
      aria-labelledby="tour"
      className="no-print mb-8 rounded-md border border-line bg-raised px-5 py-4"
    >
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="tour" className="text-lg">
          {texts.title}
        </h2>
        <Button look="quiet" onClick={() => keep({ ...kept, isHidden: true })}>
          {texts.dismiss}
        </Button>
      </div>
      <ol className="grid gap-x-8 gap-y-3 md:grid-cols-2">
        {texts.steps.map(({ id, href, title, text }) => (
          <li key={id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
            <span className="pt-[3px]">
              <StateShape state={kept.seen.includes(id) ? 'operating' : 'too-early'} size={16} />
            </span>
            <div>
              <Anchor
                href={href}
                className="font-semibold"
                onClick={() => keep({ ...kept, seen: [...new Set([...kept.seen, id])] })}
              >
                {title}
              </Anchor>
              {kept.seen.includes(id) && <span className="ml-2 text-sm text-note">{texts.done}</span>}
              <p className="prose-line text-soft">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function storedUnder(slug: string): string {
  return `daybook.tour.${slug}`;
}

function readKept(slug: string): Kept {
  const text = localStorage.getItem(storedUnder(slug));
  if (text === null) return nothingKept;
  try {
    const { isHidden, seen } = { ...nothingKept, ...JSON.parse(text) };
    return { isHidden: isHidden === true, seen: Array.isArray(seen) ? seen.map(String) : [] };
  } catch {
    return nothingKept;
  }
}
