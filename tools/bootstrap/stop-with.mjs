/** Ends the process with one sentence a person can act on, and what the tool below said, if anything. */
export function stopWith(sentence, output = '') {
  if (output.trim() !== '') process.stderr.write(`${output.trim()}\n\n`);
  process.stderr.write(`daybook: ${sentence}\n`);
  process.exit(3);
}
