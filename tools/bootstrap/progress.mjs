/**
 * One line on standard error while something slow runs: rewritten every second on a terminal, written once elsewhere.
 * `where: 'terminal'` writes nothing into a pipe, for commands whose output other programs read.
 */
export function startProgress(what, where = 'always') {
  const isTerminal = process.stderr.isTTY === true;
  if (!isTerminal && where === 'terminal') return { end() {} };

  const startedAt = performance.now();
  const line = () => `daybook: ${what} … ${Math.round((performance.now() - startedAt) / 1000)} s`;
  if (!isTerminal) {
    process.stderr.write(`daybook: ${what} …\n`);
    return { end() {} };
  }

  process.stderr.write(line());
  const timer = setInterval(() => process.stderr.write(`\r${line()}`), 1000);
  return {
    end() {
      clearInterval(timer);
      process.stderr.write(`\r${line()}\n`);
    },
  };
}
