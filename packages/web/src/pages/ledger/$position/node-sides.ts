export type Side = 'left' | 'right';

/**
 * On which side of the running hash each sibling of an inclusion proof stands (RFC 9162, section 2.1.3.2); null when the
 * number of hashes does not fit the index and the size.
 */
export function nodeSides({
  index,
  size,
  hashes,
}: {
  readonly index: number;
  readonly size: number;
  readonly hashes: number;
}): readonly Side[] | null {
  if (index < 0 || index >= size) return null;
  const sides: Side[] = [];
  let [first, last] = [index, size - 1];
  for (let i = 0; i < hashes; i += 1) {
    if (last === 0) return null;
    const isLeft = first % 2 === 1 || first === last;
    sides.push(isLeft ? 'left' : 'right');
    while (isLeft && first % 2 === 0 && first > 0) [first, last] = [first / 2, Math.floor(last / 2)];
    [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
  }
  return last === 0 ? sides : null;
}
