import { readFileSync } from 'node:fs';

/** A mutant no test has noticed. It is named by what stands where, so that lines above it may move. */
export type Survivor = {
  /** The path below `packages/ledger`. */
  readonly file: string;
  /** The source line it begins in, without white space around it. */
  readonly line: string;
  /** What was taken out, on one line. */
  readonly original: string;
  readonly replacement: string;
};

type Location = { readonly start: Place; readonly end: Place };

type Place = { readonly line: number; readonly column: number };

type Report = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: Location;
        }[];
      }
    >
  >;
};

/** What a report says; `files` are those that were mutated. */
export type Outcome = {
  readonly files: readonly string[];
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
  /** Where Stryker put off what only runs while a module is loaded: `<file>:<line>:<column>-<line>:<column>`. */
  readonly putOff: readonly string[];
};

const survivingStatuses = ['Survived', 'NoCoverage'];
/** A test file that cannot even be read with the mutant has noticed it: that is what Stryker calls a runtime error. */
const noticedStatuses = ['Killed', 'Timeout', 'RuntimeError'];

const putOffStatus = 'Ignored';

/** Reads Stryker's JSON report. A mutant it could not judge is an error, never a success. */
export function readReport(path: string): Outcome {
  // The shape is that of the documented mutation testing report schema, version 2.
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const judged = [...survivingStatuses, ...noticedStatuses, putOffStatus];
  const unjudged = mutants.filter(({ status }) => !judged.includes(status));
  if (unjudged.length > 0) throw new Error(`${unjudged.length} mutants were not judged`);
  const survivors = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => survivingStatuses.includes(status))
      .map(({ location, replacement = '' }) => ({
        file,
        ...textAt(source, location),
        replacement: flat(replacement),
      })),
  );
  const putOff = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === putOffStatus)
      .map(({ location }) => `${file}:${rangeOf(location)}`),
  );
  return { files: Object.keys(files), mutants: mutants.length, survivors, putOff: [...new Set(putOff)] };
}

/** As Stryker takes it back on its command line, where columns count from 0. */
function rangeOf({ start, end }: Location): string {
  return `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

/** Places count from 1; the end is just behind the last character. */
function textAt(source: string, { start, end }: Location): Pick<Survivor, 'line' | 'original'> {
  const lines = source.split('\n');
  const taken = lines.slice(start.line - 1, end.line);
  const last = taken.length - 1;
  const cut = taken.map((text, i) =>
    text.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined),
  );
  return { line: (taken[0] ?? '').trim(), original: flat(cut.join('\n')) };
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

export function nameOf({ file, line, original, replacement }: Survivor): string {
  return `${file}: \`${line}\`: \`${original}\` → \`${replacement}\``;
}
