import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).sealed.once;

export type SealedOnce = { readonly signInName: string; readonly password: string };

/** The one time a sealed password is seen, alone on the page as it goes into the envelope. */
export function ShownOnce({ sealed, onDone }: { sealed: SealedOnce; onDone: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="max-w-xl space-y-4">
      <h1 ref={title} tabIndex={-1} className="text-xl md:text-2xl">
        {texts.title}
      </h1>
      <p className="prose-line">{texts.text}</p>
      <dl className="space-y-3">
        <div>
          <dt className="text-sm text-note">{texts.address}</dt>
          <dd className="font-mono break-all">{`${window.location.origin}/break-glass`}</dd>
        </div>
        <div>
          <dt className="text-sm text-note">{texts.name}</dt>
          <dd>
            <CommandBlock text={sealed.signInName} name={texts.name} />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-note">{texts.password}</dt>
          <dd>
            <CommandBlock text={sealed.password} name={texts.password} />
          </dd>
        </div>
      </dl>
      <p className="prose-line text-soft">{texts.use}</p>
      <div className="no-print flex flex-wrap gap-2">
        <Button look="primary" onClick={() => window.print()}>
          {texts.print}
        </Button>
        <Button onClick={onDone}>{texts.done}</Button>
      </div>
    </section>
  );
}
