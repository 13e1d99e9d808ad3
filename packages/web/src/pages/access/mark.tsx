import type { ComponentProps } from 'react';
import { ShapeBody } from '../../components/state-shape.tsx';

export type Shape = ComponentProps<typeof ShapeBody>['shape'];

/** A shape in the colour of the text; the word stands beside it, or is said. */
export function Mark({ shape }: { shape: Shape }) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 14 14"
      aria-hidden="true"
      focusable="false"
      className="inline-block shrink-0"
    >
      <ShapeBody shape={shape} />
    </svg>
  );
}
