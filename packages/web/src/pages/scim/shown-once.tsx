import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const words = textsOf({ en }).made;

export type NewToken = {
  readonly token: string;
  readonly expiresAt: string;
  readonly formerUntil: string | null;
};

type ShownOnceProps = {
  readonly made: NewToken;
  readonly address: string | null;
  readonly onDone: () => void;
};

/** The one time a token is seen. Takes the focus, because the form that made it is gone. */
export function ShownOnce({ made, address, onDone }: ShownOnceProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="mt-8 space-y-3 rounded-md border border-accent bg-raised px-5 py-5">
      <h2 ref={title} tabIndex={-1} className="text-lg font-semibold">
        {words.title}
      </h2>
      <p className="prose-line">{words.text}</p>
      <CommandBlock text={made.token} name={words.name} />
      {address !== null && <CommandBlock text={address} name={words.endpointName} />}
      <p className="text-soft">
        {words.ends} <Exactly at={made.expiresAt} />
      </p>
      {made.formerUntil !== null && (
        <p className="text-soft">
          {words.former} <Exactly at={made.formerUntil} />
        </p>
      )}
      <Button look="primary" onClick={onDone}>
        {words.done}
      </Button>
    </section>
  );
}
