import type { ComponentProps } from 'react';
import { Anchor } from './anchor.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const base =
  'touch inline-flex items-center justify-center gap-2 rounded-md border px-3 py-[5px] text-base font-medium no-underline whitespace-nowrap disabled:opacity-60';

const looks: Readonly<Record<ButtonLook, string>> = {
  primary: 'border-accent bg-accent text-on-accent hover:brightness-110',
  plain: 'border-edge bg-raised text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-soft hover:bg-sunken hover:text-ink',
  danger: 'border-fail bg-raised text-fail hover:bg-fail-tint',
};

type ButtonProps = ComponentProps<'button'> & {
  readonly look?: ButtonLook;
  /** Shown while the work runs; the button cannot be pressed again meanwhile. */
  readonly isBusy?: boolean;
};

export function Button({ look = 'plain', isBusy = false, className = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={isBusy || undefined}
      {...rest}
      disabled={rest.disabled || isBusy}
      className={`${base} ${looks[look]} ${className}`}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}

/** A link that looks like what it is: the next step. */
export function ButtonLink({
  look = 'plain',
  className = '',
  ...rest
}: ComponentProps<typeof Anchor> & { readonly look?: ButtonLook }) {
  return <Anchor {...rest} className={`${base} ${looks[look]} ${className}`} />;
}

function Spinner() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="animate-spin">
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="20 12" />
    </svg>
  );
}
