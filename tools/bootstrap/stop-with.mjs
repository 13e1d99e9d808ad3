/** Ends the process with one sentence a person can act on, and what the tool below said, if anything. */
export function stopWith(sentence, output = '') {
  const lines = output.trim().split('\n');
  if (lines.length > 30) lines.splice(30, Infinity, '…');
  if (output.trim() !== '') process.stderr.write(`${lines.join('\n')}\n\n`);
  process.stderr.write(`daybook: ${sentence}\n`);
  process.exit(3);
}
