import type { WriteStream } from 'node:tty';
import { Presets, SingleBar } from 'cli-progress';

/** Shows long work on a terminal. In a pipe, with `--json` or `--quiet` it shows nothing. */
export type Progress = {
  show(step: {
    readonly label: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
  }): void;
  /** One short line for a phase without a count; replaced by whatever comes next. */
  note(text: string): void;
  clear(): void;
};

export const silentProgress: Progress = {
  show: () => undefined,
  note: () => undefined,
  clear: () => undefined,
};

const clearLine = '\r\u001b[2K';

export function createProgress(stream: WriteStream): Progress {
  let bar: SingleBar | null = null;
  let hasNote = false;
  const clear = (): void => {
    bar?.stop();
    bar = null;
    if (hasNote) stream.write(clearLine);
    hasNote = false;
  };
  const note = (text: string): void => {
    clear();
    stream.write(`${clearLine}${text.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
    hasNote = true;
  };
  return {
    clear,
    note,
    show: ({ label, done, total, unit }) => {
      if (total === null || total <= 0) return note(`${label}  ${done.toLocaleString('en-US')} ${unit}`);
      if (bar === null) {
        clear();
        bar = startBar(stream, { total, unit, label });
      }
      bar.setTotal(Math.max(total, done));
      bar.update(done, { label });
    },
  };
}

function startBar(stream: WriteStream, first: { total: number; unit: string; label: string }): SingleBar {
  const bar = new SingleBar(
    {
      format: `{label}  {bar}  {value}/{total} ${first.unit}  {eta_formatted}`,
      barsize: 30,
      clearOnComplete: true,
      hideCursor: true,
      stream,
    },
    Presets.rect,
  );
  bar.start(first.total, 0, { label: first.label });
  return bar;
}
