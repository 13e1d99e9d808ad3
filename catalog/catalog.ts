import type {
  Channel,
  Check,
  Connector,
  Control,
  Framework,
  FrameworkRequirement,
  Mapping,
} from '@daybook/kit';
import type { Detector } from '@daybook/redaction';

/** One frozen version of a check. `digest`: 64 hex digits over all files of its folder. */
export type ReleasedCheck = {
  readonly check: Check;
  readonly digest: string;
  /** Absolute path of the version's folder. */
  readonly folder: string;
};

/** All that Daybook knows, keyed by unit id. Maps iterate in ascending order of their ids. */
export type Catalog = {
  readonly connectors: ReadonlyMap<string, Connector>;
  /** Ascending versions; the last is current. Never empty. */
  readonly checks: ReadonlyMap<string, readonly ReleasedCheck[]>;
  readonly controls: ReadonlyMap<string, Control>;
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly mappings: readonly Mapping[];
  readonly detectors: readonly Detector[];
  /** What can honestly be known about each system or channel. */
  readonly channels: ReadonlyMap<string, Channel>;
};

/** The version in force of each check, in ascending order of ids. */
export function currentChecks(catalog: Catalog): readonly ReleasedCheck[] {
  return [...catalog.checks.values()].map((versions) => currentOf(versions));
}

/** The current checks that test one control. */
export function checksOfControl(catalog: Catalog, controlId: string): readonly ReleasedCheck[] {
  return currentChecks(catalog).filter((released) => released.check.control === controlId);
}

/** The release with this id and version, or null where this installation does not ship it. */
export function findRelease(catalog: Catalog, checkId: string, version: number): ReleasedCheck | null {
  return catalog.checks.get(checkId)?.find((released) => released.check.version === version) ?? null;
}

export function findRequirement(
  catalog: Catalog,
  frameworkId: string,
  requirementId: string,
): FrameworkRequirement | null {
  return catalog.frameworks.get(frameworkId)?.structure.find((node) => node.id === requirementId) ?? null;
}

function currentOf(versions: readonly ReleasedCheck[]): ReleasedCheck {
  const current = versions.at(-1);
  if (current === undefined) throw new Error('a check has no released version');
  return current;
}
