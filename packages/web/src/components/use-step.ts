import { type MouseEvent, useEffect, useRef, useState } from 'react';

/** Which confirmation is open. Called off, the focus goes back to the button that opened it; done, it goes to what is said. */
export function useStep<Step extends string>() {
  const [open, setOpen] = useState<Step | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (open === null) opener.current?.focus();
  }, [open]);
  return {
    open,
    start: (step: Step) => (event: MouseEvent<HTMLElement>) => {
      opener.current = event.currentTarget;
      setOpen(step);
    },
    cancel: () => setOpen(null),
    finish: () => {
      opener.current = null;
      setOpen(null);
    },
  };
}
