import { useEffect, useRef } from 'react';

type Bindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const chordMs = 1_200;

/**
 * Keys of a screen: `j`, `?`, `mod+k` (Ctrl or ⌘), and two after another: `g t`. Single keys are silent while one types
 * and while a layer is open, so no text is ever taken for a command.
 */
export function useKeys(bindings: Bindings): void {
  const current = useRef(bindings);
  current.current = bindings;
  useEffect(() => {
    let first = '';
    let timer = 0;
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (name === null) return;
      const isCommand = name.startsWith('mod+');
      if (!isCommand && (isTyping(event.target) || isCovered())) return;
      const run = current.current[first === '' ? name : `${first} ${name}`] ?? current.current[name];
      window.clearTimeout(timer);
      first = run === undefined && first === '' ? name : '';
      timer = window.setTimeout(() => {
        first = '';
      }, chordMs);
      if (run === undefined) return;
      event.preventDefault();
      run(event);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.clearTimeout(timer);
    };
  }, []);
}

function nameOf(event: KeyboardEvent): string | null {
  if (event.altKey || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey) return `mod+${event.key.toLowerCase()}`;
  return event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

function isCovered(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
