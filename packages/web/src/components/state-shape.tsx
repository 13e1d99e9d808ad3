import { useId } from 'react';

export type Tone = 'ok' | 'fail' | 'unsure' | 'quiet';
type Shape =
  | 'disc'
  | 'diamond'
  | 'open-diamond'
  | 'hatched'
  | 'dash'
  | 'ring'
  | 'dashed-ring'
  | 'core'
  | 'half'
  | 'square';

/** Every state of the product: its shape and its tone. The word stands in the message catalogue. */
export const stateLooks = {
  operating: ['disc', 'ok'],
  effective: ['disc', 'ok'],
  pass: ['disc', 'ok'],
  complete: ['disc', 'ok'],
  completed: ['disc', 'ok'],
  failing: ['diamond', 'fail'],
  'not-effective': ['diamond', 'fail'],
  fail: ['diamond', 'fail'],
  failed: ['diamond', 'fail'],
  'effective-with-deviations': ['open-diamond', 'fail'],
  unknown: ['hatched', 'unsure'],
  'not-observable': ['hatched', 'unsure'],
  incomplete: ['hatched', 'unsure'],
  abandoned: ['hatched', 'unsure'],
  unobserved: ['hatched', 'unsure'],
  'not-applicable': ['dash', 'quiet'],
  cancelled: ['dash', 'quiet'],
  'too-early': ['ring', 'quiet'],
  running: ['ring', 'quiet'],
  pending: ['ring', 'quiet'],
  'not-tested': ['dashed-ring', 'quiet'],
  'not-evidenced': ['dashed-ring', 'quiet'],
  'partly-covered': ['core', 'ok'],
  'not-covered': ['square', 'quiet'],
  attested: ['half', 'ok'],
} as const satisfies Record<string, readonly [Shape, Tone]>;

export type State = keyof typeof stateLooks;

export const toneText: Readonly<Record<Tone, string>> = {
  ok: 'text-ok',
  fail: 'text-fail',
  unsure: 'text-unsure',
  quiet: 'text-note',
};

/** The shape alone; always beside the word or inside something that has a name. */
export function StateShape({ state, size = 14 }: { state: State; size?: number }) {
  const [shape, tone] = stateLooks[state];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
      focusable="false"
      className={`inline-block shrink-0 ${toneText[tone]}`}
    >
      <ShapeBody shape={shape} />
    </svg>
  );
}

const outline = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 };

/** One shape in a 14 × 14 box, in the current colour. */
export function ShapeBody({ shape }: { shape: Shape }) {
  switch (shape) {
    case 'disc':
      return <circle cx="7" cy="7" r="5.4" fill="currentColor" />;
    case 'diamond':
      return <path d="M7 .6 13.4 7 7 13.4.6 7Z" fill="currentColor" />;
    case 'open-diamond':
      return <path d="M7 1.6 12.4 7 7 12.4 1.6 7Z" {...outline} />;
    case 'hatched':
      return <HatchedDisc />;
    case 'dash':
      return <path d="M2 7h10" {...outline} strokeWidth={2} />;
    case 'ring':
      return <circle cx="7" cy="7" r="4.9" {...outline} />;
    case 'dashed-ring':
      return <circle cx="7" cy="7" r="4.9" {...outline} strokeDasharray="2.4 1.9" />;
    case 'core':
      return (
        <>
          <circle cx="7" cy="7" r="5.1" {...outline} />
          <circle cx="7" cy="7" r="2.4" fill="currentColor" />
        </>
      );
    case 'half':
      return (
        <>
          <circle cx="7" cy="7" r="5.1" {...outline} />
          <path d="M7 1.9a5.1 5.1 0 0 0 0 10.2Z" fill="currentColor" />
        </>
      );
    case 'square':
      return <rect x="2.2" y="2.2" width="9.6" height="9.6" {...outline} />;
  }
}

function HatchedDisc() {
  const id = useId();
  return (
    <>
      <clipPath id={id}>
        <circle cx="7" cy="7" r="5.1" />
      </clipPath>
      <circle cx="7" cy="7" r="5.1" {...outline} strokeWidth={1.3} />
      <path
        d="M-1 8 8-1M1 11 11 1M4 14 14 4"
        clipPath={`url(#${id})`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </>
  );
}
