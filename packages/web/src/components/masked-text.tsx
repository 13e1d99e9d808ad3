import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { type MouseEvent, useRef, useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { api } from '../app/api.ts';
import { useWorkspacePath } from '../app/queries.ts';
import {
  type Mask,
  type OpenReveal,
  partsOf,
  type RevealField,
  readRevealsAgain,
  useOpenReveal,
} from '../app/reveals.ts';
import { useMay } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { RevealLayer } from './reveal-layer.tsx';

const en = {
  masked: (whose: string) => `Masked: ${whose}`,
  person: (handle: string) => `person ${handle.slice(0, 4)}`,
  record: (handle: string) => `text of entry ${Number(handle)}`,
  hidden: 'value of a person',
  show: (whose: string) => `Show the value of ${whose}`,
  hide: (whose: string) => `Mask ${whose} again`,
  erased: 'erased',
  left: (minutes: number) => `${minutes} min`,
  leftFull: (minutes: number) => `shown for ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'}`,
  hiddenAgain: 'Masked again.',
};
const texts = textsOf({ en });

type MaskedTextProps = {
  readonly text: string;
  /** What the text is about; a name unless told otherwise. */
  readonly field?: RevealField;
  /** Inside a link or another control there is no room for a control of its own. */
  readonly isPlain?: boolean;
};

/** A text in which values may be masked: each can be shown, for a reason, by who may. */
export function MaskedText({ text, field = 'name', isPlain = false }: MaskedTextProps) {
  const parts = partsOf(text);
  if (parts.every((part) => typeof part === 'string')) return text;
  return parts.map((part, place) =>
    typeof part === 'string' ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text never change their places
      <MaskedValue key={place} mask={part} field={field} isPlain={isPlain} />
    ),
  );
}

function MaskedValue({ mask, field, isPlain }: { mask: Mask; field: RevealField; isPlain: boolean }) {
  const mayReveal = useMay('reveal.create');
  const open = useOpenReveal(mask, field);
  const [isAsking, setIsAsking] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const whose = whoseOf(mask);
  if (open !== null) return <ShownValue open={open} whose={whose} isPlain={isPlain} />;
  const dots = (
    <span className="text-note" title={texts.masked(whose)}>
      <span aria-hidden="true">•••• ({whose})</span>
      <span className="sr-only">{texts.masked(whose)}</span>
    </span>
  );
  if (isPlain || !mayReveal || mask.kind === 'hidden') return dots;
  const ask = (event: MouseEvent<HTMLElement>) => {
    opener.current = event.currentTarget;
    setIsAsking(true);
  };
  const close = () => {
    setIsAsking(false);
    opener.current?.focus();
  };
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 align-middle whitespace-nowrap">
      {dots}
      <IconButton label={texts.show(whose)} onClick={ask}>
        <Eye size={15} aria-hidden="true" />
      </IconButton>
      {isAsking && <RevealLayer mask={mask} field={field} whose={whose} onClose={close} />}
    </span>
  );
}

function ShownValue({ open, whose, isPlain }: { open: OpenReveal; whose: string; isPlain: boolean }) {
  const path = { ...useWorkspacePath(), reveal: open.id };
  const hide = useMutation({
    mutationFn: () => read(api.DELETE('/api/workspaces/{workspace}/reveals/{reveal}', { params: { path } })),
    onSuccess: () => {
      announce(texts.hiddenAgain);
      readRevealsAgain();
    },
  });
  const minutes = Math.max(1, Math.ceil((Date.parse(open.until) - Date.now()) / 60_000));
  if (open.value === null) return <span className="text-note">{texts.erased}</span>;
  if (isPlain) return open.value;
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded-sm bg-unsure-tint px-1 align-middle">
      <span className="min-w-0 break-words">{open.value}</span>
      <span className="number text-xs text-note" title={texts.leftFull(minutes)}>
        <span aria-hidden="true">{texts.left(minutes)}</span>
        <span className="sr-only">{texts.leftFull(minutes)}</span>
      </span>
      <IconButton label={texts.hide(whose)} onClick={() => hide.mutate()}>
        <EyeOff size={15} aria-hidden="true" />
      </IconButton>
    </span>
  );
}

function whoseOf({ kind, handle }: Mask): string {
  if (kind === 'person') return texts.person(handle);
  return kind === 'record' ? texts.record(handle) : texts.hidden;
}

type IconButtonProps = {
  readonly label: string;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly children: React.ReactNode;
};

function IconButton({ label, onClick, children }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="no-print touch inline-flex size-7 shrink-0 items-center justify-center rounded-sm text-note hover:bg-sunken hover:text-ink"
    >
      {children}
    </button>
  );
}
