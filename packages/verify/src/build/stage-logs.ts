import {
  equalBytes,
  parseCanonical,
  parseCheckpoint,
  parseEntry,
  parseNote,
  textOfUtf8,
} from '@daybook/ledger';
import { logFolder, logPaths } from '../format/package-paths.ts';
import { writePayloadLine } from '../format/payload-line.ts';
import { TileWriter } from '../log/tile-writer.ts';
import type { FactReplay } from '../replay/fact-replay.ts';
import { payloadRule } from '../replay/payload-rules.ts';
import type { LogExtras } from './log-extras.ts';
import type { PackageLog, PackageSource, StoredEntry } from './package-source.ts';
import type { PayloadStage } from './payload-stage.ts';
import type { StagedFiles } from './staged-files.ts';

type Stages = {
  readonly files: StagedFiles;
  readonly payloads: PayloadStage;
  readonly replay: FactReplay;
  readonly extras: LogExtras;
};

/** Reads every entry once: writes the trees, keeps the payloads a package carries, and rebuilds the facts. */
export async function stageLogs(source: PackageSource, stages: Stages): Promise<void> {
  for (const [log, each] of source.logs.entries()) {
    const folder = logFolder(each.origin);
    const tiles = new TileWriter((path, bytes) => stages.files.add(`${folder}/${path}`, bytes));
    for await (const stored of source.entries(each)) {
      const index = tiles.size;
      await tiles.add(stored.text);
      const place = { log, origin: each.origin, index, position: each.firstPosition + index };
      await stagePayload(stored, place, stages);
    }
    await tiles.finish();
    assertCheckpoint(each, tiles);
    await stages.files.add(logPaths(folder).checkpoint, each.checkpoint);
    await stages.files.add(logPaths(folder).vkey, `${each.vkey}\n`);
  }
}

type Place = {
  readonly log: number;
  readonly origin: string;
  readonly index: number;
  readonly position: number;
};

async function stagePayload({ text, payload }: StoredEntry, place: Place, stages: Stages): Promise<void> {
  const entry = parseEntry(text);
  const rule = payloadRule(entry.type);
  if (entry.payload === undefined || rule === 'left-out') return;
  if (payload.state === 'none') throw new Error(`the payload of position ${place.position} is missing`);
  if (payload.state === 'erased') {
    stages.replay.applyErased(entry);
    if (rule !== 'named') stages.payloads.addErased(place);
    return;
  }
  const value = parseCanonical(textOfUtf8(payload.body));
  if (rule === 'needed-kinds' && !stages.replay.needs(value)) return;
  stages.replay.apply(place.position, entry, value);
  stages.extras.take(place.origin, { entry, position: place.position, value }, payload.salt);
  const { mediaType } = entry.payload;
  const line = writePayloadLine({
    index: place.index,
    log: place.log,
    mediaType,
    payload: value,
    salt: payload.salt,
  });
  if (rule === 'named') stages.payloads.addIdentity(place, entry.refs[0] ?? '', line);
  else await stages.payloads.add(place, line);
}

/** A package of something its own checkpoint does not name would only be found wanting by the auditor. */
function assertCheckpoint(log: PackageLog, tiles: TileWriter): void {
  const { size, root, origin } = parseCheckpoint(parseNote(log.checkpoint).text);
  const isIt =
    size === tiles.size && size === log.size && origin === log.origin && equalBytes(root, tiles.root());
  if (!isIt) throw new Error(`the checkpoint of \`${log.origin}\` is not that of its entries`);
}
