import { useState } from 'react';

/** What was typed into a form, kept over a reload of the page. Secrets do not belong in a draft. */
export function useDraft<Values extends Record<string, string>>(
  name: string,
  initial: Values,
): { values: Values; set: (field: keyof Values & string, value: string) => void; clear: () => void } {
  const key = `daybook.draft.${name}`;
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...readDraft(key) }));
  return {
    values,
    set: (field, value) =>
      setValues((before) => {
        const next = { ...before, [field]: value };
        sessionStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    clear: () => sessionStorage.removeItem(key),
  };
}

function readDraft(key: string): Record<string, string> {
  const text = sessionStorage.getItem(key);
  const parsed: unknown = text === null ? null : JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).filter((pair) => typeof pair[1] === 'string'));
}
