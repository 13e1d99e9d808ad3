import type { Writable } from 'node:stream';
import { computeClaims } from '../claims/compute-claims.ts';
import { definitionsOf, type JudgingCatalog, kindsOf } from '../claims/definitions.ts';
import { packedSubjects } from '../claims/packed-subjects.ts';
import type { Claims } from '../format/claims.ts';
import {
  type About,
  formatManifest,
  jsonText,
  type Manifest,
  manifestPayload,
  type PackageWindow,
} from '../format/manifest.ts';
import { compareNames, PACKAGE_FORMAT, packagePaths } from '../format/package-paths.ts';
import { FactReplay } from '../replay/fact-replay.ts';
import { writeZip } from '../zip/write-zip.ts';
import { DigestingOutput } from './digesting-output.ts';
import { LogExtras } from './log-extras.ts';
import type { PackageSource } from './package-source.ts';
import { PayloadStage } from './payload-stage.ts';
import { readmeText } from './readme-text.ts';
import { stageLogs } from './stage-logs.ts';
import { stageProofs } from './stage-proofs.ts';
import { StagedFiles } from './staged-files.ts';

export type PackageRequest = {
  readonly catalog: JudgingCatalog;
  readonly framework: string;
  readonly window: PackageWindow;
  /** When completeness and dates are judged; an instant not before the last entry. */
  readonly asOf: string;
  readonly names: Manifest['names'];
};

export type WrittenPackage = {
  /** All entries of all logs. */
  readonly entries: number;
  readonly checkpointSize: number;
  /** SHA-256 of the zip in hex. */
  readonly digest: string;
  readonly bytes: number;
  readonly claims: Claims;
};

/**
 * Writes one package as a zip: the same request and source give the same bytes. Works in a folder of its own inside
 * `stagingFolder`, which it removes again. Throws when the source does not fit its own checkpoint.
 */
export async function writePackage(
  request: PackageRequest,
  source: PackageSource,
  place: { readonly stagingFolder: string; readonly output: Writable },
): Promise<WrittenPackage> {
  const definitions = definitionsOf(request.catalog, request.framework);
  await using files = await StagedFiles.open(place.stagingFolder);
  await using payloads = await PayloadStage.open(files.folder);
  const replay = new FactReplay(kindsOf(definitions));
  const extras = new LogExtras();
  await stageLogs(source, { files, payloads, replay, extras });
  await extras.stage(files, source);
  const facts = { sources: replay.sources(), window: request.window, asOf: request.asOf };
  const claims = computeClaims({ definitions, ...facts });
  const subjects = request.names === 'included' ? packedSubjects(facts) : new Set<string>();
  await files.addLines(packagePaths.payloads, payloads.lines(subjects));
  await files.addLines(
    packagePaths.erased,
    payloads.erasedLines((position) => extras.erasedBy(position)),
  );
  await stageClaims(files, claims);
  await stageProofs(files, source.logs, claims);
  const manifest = await stageManifest(files, { request, source, claims });
  const zip = await digestZip(files, place.output);
  return { entries: manifest.entries, checkpointSize: manifest.checkpointSize, ...zip, claims };
}

async function stageClaims(files: StagedFiles, claims: Claims): Promise<void> {
  await files.add(packagePaths.requirements, jsonText(claims.requirements));
  await files.add(packagePaths.controls, jsonText(claims.controls));
  await files.add(packagePaths.checks, jsonText(claims.checks));
  await files.add(packagePaths.populations, jsonText(claims.populations));
  for (const [name, findings] of claims.findings) await files.addLines(name, findings.map(jsonText));
}

type ManifestInput = {
  readonly request: PackageRequest;
  readonly source: PackageSource;
  readonly claims: Claims;
};

async function stageManifest(
  files: StagedFiles,
  { request, source, claims }: ManifestInput,
): Promise<Manifest> {
  const framework = request.catalog.frameworks.get(request.framework);
  if (framework === undefined) throw new Error(`there is no framework \`${request.framework}\``);
  const { id, name, title, version } = framework;
  const about: About = {
    format: PACKAGE_FORMAT,
    framework: { id, name, title, version },
    window: request.window,
    asOf: request.asOf,
    logs: source.logs.map(({ origin, firstPosition, size }) => ({ origin, firstPosition, size })),
    checkpointSize: source.logs.at(-1)?.size ?? 0,
    entries: source.logs.reduce((sum, log) => sum + log.size, 0),
    names: request.names,
  };
  await files.add(packagePaths.readme, readmeText(about, claims, source.logs));
  if (source.policy !== null) await files.add(packagePaths.policy, source.policy);
  const listed = files.files().map(({ name, sha256 }) => ({ name, sha256 }));
  const manifest = { ...about, files: listed.toSorted((a, b) => compareNames(a.name, b.name)) };
  const { payload, message } = manifestPayload(manifest);
  await files.add(packagePaths.manifest, formatManifest(payload, await source.sign(message)));
  return manifest;
}

async function digestZip(files: StagedFiles, output: Writable): Promise<{ digest: string; bytes: number }> {
  const digesting = new DigestingOutput(output);
  await writeZip(files.files(), digesting);
  return { digest: digesting.digest(), bytes: digesting.bytes };
}
