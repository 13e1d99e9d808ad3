import type { z } from 'zod';
import type { DangerousRight } from './fact-fields.ts';
import type { Http } from './http.ts';
import type { FactKind, RecordOf } from './ontology.ts';
import type { OwnSource } from './own-source.ts';

/** How far back the source can be read: everything, only from the day it was connected, or not at all. */
export type History = 'full' | 'since-connect' | 'none';

/** One input of the connect form; `secret` values are stored under envelope encryption and never shown again. */
export type SettingField = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly input: 'text' | 'secret' | 'path' | 'file' | 'url';
  readonly isRequired: boolean;
};

export type PopulationRef = { readonly kind: FactKind; readonly scope: string };

/**
 * What a connector says while it reads, in this order for each population: `population`, any number of `record` and
 * `rejected`, then exactly one `end`. Populations may overlap in time. `progress` may come at any point.
 * A population without its `end`, or ended as incomplete, never proves absence and never supports a pass.
 */
export type Emission =
  | ({
      readonly type: 'population';
      readonly query: string;
      readonly maxGapHours: number;
      /** A log of which the source tells only the newest part: what it told before happened all the same, and is never gone. */
      readonly keepsPast?: true;
    } & PopulationRef)
  | { readonly type: 'progress'; readonly done: number; readonly total: number | null; readonly unit: string }
  | ({ readonly type: 'record'; readonly record: RecordOf<FactKind> } & PopulationRef)
  | ({ readonly type: 'rejected'; readonly where: string; readonly reason: string } & PopulationRef)
  | ({
      readonly type: 'end';
      /** False: nothing of this population becomes visible, what is known keeps its failures, and nothing may pass. */
      readonly isComplete: boolean;
      /** Plain sentences without personal data: what was tried, what was found, what to do. Empty when complete. */
      readonly reasons: readonly string[];
      /** The number of items the source itself states, or null where it states none. */
      readonly sourceCount: number | null;
      readonly pages: number;
      /** Known holes, in plain sentences. With any, what came is taken over but is never the whole population. */
      readonly gaps: readonly string[];
      /** Counts for people to recognise their data by, e.g. `{ signed: 532 }`. */
      readonly attributes: Readonly<Record<string, number>>;
    } & PopulationRef);

/** What a connector may use besides its settings; nothing else reaches the outside. */
export type ConnectorTools = {
  readonly http: Http;
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** What Daybook tells of itself; given to its own connector alone. */
  readonly own?: OwnSource;
};

/** What a file looks like before it is imported. The rows are as the file holds them: mask them before showing them. */
export type FilePreview = {
  readonly format: string;
  readonly headers: readonly string[];
  /** The first rows, cells in the order of the headers. */
  readonly rows: readonly (readonly string[])[];
  /** What the columns seem to be: a kind of fact, and field → header. Settings of the same names overrule it. */
  readonly guess: { readonly kind: FactKind; readonly mapping: Readonly<Record<string, string | undefined>> };
  /** The vendor's export it was recognised as; absent or null where the columns are only guessed. */
  readonly recognised?: RecognisedFile | null;
  /** Of the headers, whatever their order: files with the same columns have the same. */
  readonly fingerprint?: string;
  /** The system its accounts seem to be on. */
  readonly system?: string | null;
  /** The sheets of a workbook that hold lists, and the one that was looked at. */
  readonly sheets?: readonly string[];
  readonly sheet?: string | null;
  /** The roles the file names, as far as it was looked through, and what each may do. */
  readonly roles?: readonly RoleOfFile[];
};

export type RecognisedFile = {
  readonly id: string;
  readonly name: string;
  /** Where the vendor describes it. */
  readonly source: { readonly title: string; readonly url: string };
};

type Answer = 'yes' | 'no' | 'unknown';
export type RoleOfFile = {
  readonly role: string;
  readonly rights: { readonly [Right in DangerousRight]: Answer };
  /** What somebody with it can do, in plain words, where that is known. */
  readonly plain: string | null;
};

export interface Connector<Settings = unknown> {
  readonly id: string;
  readonly name: string;
  /** One sentence in plain words: what connecting this lets Daybook see. */
  readonly summary: string;
  readonly history: History;
  /** `true` when it was built from the vendor's description and not yet run against a live account. */
  readonly isUnproven: boolean;
  /** Daybook itself: every workspace has it from its first day, nobody connects or removes it. */
  readonly isOwn?: true;
  readonly emits: readonly FactKind[];
  readonly fields: readonly SettingField[];
  readonly settings: z.ZodType<Settings>;
  /** Settings for `daybook import <connector> <path>`; absent where the connector does not read files. */
  settingsFromPath?(path: string): Settings | Promise<Settings>;
  /**
   * A look into a file for the user to confirm the guess; `settings` holds what was said so far. Throws `SourceError` where an
   * import of it would.
   */
  previewFile?(path: string, settings?: Readonly<Record<string, unknown>>): Promise<FilePreview>;
  /** Addresses it asks that do not stand among its settings, e.g. one made of a short name. It is let ask no other host. */
  addresses?(settings: Settings): readonly string[];
  /** Stable words for the connection list, without secrets and without personal data. */
  describe(settings: Settings): string;
  /**
   * Reads the source once, from its beginning to its end. Throws `SourceError` when nothing can be read at all; a failure
   * of one population is its `end` with `isComplete: false`. Must stop soon after `signal` aborts.
   */
  collect(settings: Settings, tools: ConnectorTools): AsyncIterable<Emission>;
}

/** Keeps the settings' type inside the unit while the catalog treats all connectors alike. */
export function defineConnector<Settings>(connector: Connector<Settings>): Connector<Settings> {
  return connector;
}

/** The source could not be read. The message says what was tried and what was found; the hint says what to do. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;
  readonly hint: string;

  constructor(code: SourceErrorCode, message: string, hint: string) {
    super(message);
    this.name = 'SourceError';
    this.code = code;
    this.hint = hint;
  }
}

export type SourceErrorCode =
  | 'source-not-found'
  | 'source-unreadable'
  | 'source-truncated'
  | 'source-refused'
  | 'source-rate-limited'
  | 'source-changed'
  | 'source-unreachable'
  | 'settings-invalid'
  | 'cancelled';
