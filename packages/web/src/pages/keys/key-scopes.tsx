import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Layer } from '../../components/layer.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { ApiKey } from './key-queries.ts';

const texts = textsOf({ en });

/** How much a key opens; pressed, what that is. */
export function KeyScopes({ apiKey }: { apiKey: ApiKey }) {
  const { name, scopes, inForce, state } = apiKey;
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const isLive = state === 'working' || state === 'unused';
  const shown = texts.opens(isLive ? inForce.length : scopes.length, scopes.length);
  const close = () => {
    setIsOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <Button
        ref={opener}
        look="quiet"
        className="number -mx-3"
        aria-label={`${texts.whatOpens(name)}: ${shown}`}
        onClick={() => setIsOpen(true)}
      >
        {shown}
      </Button>
      {isOpen && (
        <Layer isOpen onClose={close} title={texts.whatOpens(name)}>
          <div className="space-y-3 p-4">
            {isLive && inForce.length < scopes.length && (
              <p className="prose-line text-soft">{texts.whatOpensLead}</p>
            )}
            <ul className="space-y-1">
              {scopes.map((scope) => (
                <li key={scope} className="font-mono text-xs break-all">
                  {isLive && !inForce.includes(scope) ? <s className="text-note">{scope}</s> : scope}
                </li>
              ))}
            </ul>
          </div>
        </Layer>
      )}
    </>
  );
}
