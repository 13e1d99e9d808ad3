/** Entry numbers as people type them (`812, #815 816`), each once, ascending; null when something is no number. */
export function parsePositions(text: string): readonly number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const numbers = words.map((word) => (/^#?\d{1,15}$/.test(word) ? Number(word.replace('#', '')) : null));
  if (numbers.length === 0 || numbers.includes(null)) return null;
  return [...new Set(numbers.filter((one) => one !== null))].sort((one, other) => one - other);
}
