import { useEffect, useRef } from 'react';
import { Button } from '../../../components/button.tsx';
import { CommandBlock } from '../../../components/command-block.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).codes;

/** Shown once; takes the focus, because what was before it is gone. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="max-w-md space-y-3">
      <h2 ref={title} tabIndex={-1} className="text-lg">
        {texts.title}
      </h2>
      <p className="text-soft">{texts.text}</p>
      <CommandBlock text={codes.join('\n')} name={texts.name} />
      <Button look="primary" onClick={onKept}>
        {texts.kept}
      </Button>
    </section>
  );
}
