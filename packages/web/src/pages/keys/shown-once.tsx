import { useEffect, useRef } from 'react';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { CommandBlock } from '../../components/command-block.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });
const words = texts.made;

export type NewKey = { readonly id: string; readonly key: string; readonly expiresAt: string };

/** The one time a key is seen. Takes the focus, because the form that made it is gone. */
export function ShownOnce({ made, onDone }: { made: NewKey; onDone: () => void }) {
  const { workspace } = useWorkspacePath();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const address = `${window.location.origin}/api/workspaces/${workspace}`;
  return (
    <section className="mt-10 space-y-3 rounded-md border border-accent bg-raised px-5 py-5">
      <h2 ref={title} tabIndex={-1} className="text-lg font-semibold">
        {words.title}
      </h2>
      <p className="prose-line">{words.text}</p>
      <CommandBlock text={made.key} name={words.key} />
      <p className="text-soft">
        {words.ends} <Exactly at={made.expiresAt} />
      </p>
      <p className="text-soft">{words.use}</p>
      <CommandBlock
        text={`curl -H "Authorization: Bearer $DAYBOOK_API_KEY" ${address}/…`}
        name={words.command}
      />
      <Button look="primary" onClick={onDone}>
        {words.done}
      </Button>
    </section>
  );
}
