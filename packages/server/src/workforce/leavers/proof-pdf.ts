import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { ProofCheckpoint, ProofHead } from './build-proof.ts';
import { proofWords } from './proof-words.ts';
import type { RemovalView } from './run-shapes.ts';

type Layer = RemovalView['layer'];
type Item = Disclosed<RemovalView>;
type Disclosed<T> = { readonly [Name in keyof T]: T[Name] };

/** A proof as it is printed, its names disclosed: the items come page by page and are not kept. */
export type PrintedProof = ProofHead & {
  readonly name: string;
  /** How many items each layer has. */
  readonly layers: Readonly<Record<Layer, number>>;
  itemsOf(layer: Layer): AsyncIterable<readonly { readonly removal: Item; readonly title: string }[]>;
  /** Asked once all items were printed. */
  restsOn(): Promise<{ readonly entries: number; readonly checkpoints: readonly ProofCheckpoint[] }>;
};

const marginPt = 42;
const ink = '#1d1b16';
const soft = '#5c574c';
const line = '#c9c3b4';
const fonts = {
  text: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  strong: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  mono: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf')),
} as const;

/** The proof on A4, fonts embedded, with N, window, time and the checkpoint's short hash at the foot of every page. */
export async function printProof(proof: PrintedProof): Promise<Buffer> {
  const about = proofWords.title(proof.name);
  const title = proof.isSample ? `${proofWords.sample} · ${about}` : about;
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: marginPt, bottom: marginPt + 26, left: marginPt, right: marginPt },
    bufferPages: true,
    font: fonts.text,
    lang: 'en',
    info: { Title: title, Creator: 'Daybook', Producer: 'Daybook', CreationDate: new Date(proof.madeAt) },
  });
  document.registerFont('text', fonts.text);
  document.registerFont('strong', fonts.strong);
  document.registerFont('mono', fonts.mono);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  printHead(document, proof, title);
  for (const layer of ['partner', 'individual', 'token'] as const) await printLayer(document, proof, layer);
  const { entries, checkpoints } = await proof.restsOn();
  printNotes(document, entries, checkpoints);
  printFeet(document, proof, checkpoints.at(-1));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Pdf = InstanceType<typeof PDFDocument>;

function printHead(document: Pdf, { run, workspace, zone, isSample }: PrintedProof, title: string): void {
  const { standing, counts, hoursLeast, hoursMost, unseen, byWord } = run;
  document.font('strong').fontSize(17).fillColor(ink).text(title);
  document.moveDown(0.4).font('text').fontSize(10);
  if (isSample) document.font('strong').text(proofWords.sampleText).font('text');
  document.text(proofWords.standings[standing](counts.open, counts.items));
  document.moveDown(0.6).fontSize(9).fillColor(soft);
  const bounds =
    hoursMost === null || hoursLeast === null
      ? 'not proven yet'
      : `between ${hours(hoursLeast)} and ${hours(hoursMost)} hours`;
  const rows = [
    ['Organisation', workspace],
    ['Run', run.id],
    ['In effect', `${instant(run.effectiveAt)} (days begin in ${zone})`],
    ['To verified zero access', bounds],
    [
      'Items',
      `${counts.items}: ${counts.proven} proven, ${counts.attested} attested, ${counts.excepted} excepted, ${counts.open} open`,
    ],
    [
      'Used after the end',
      counts.usedAfter === 0 ? 'nothing seen by any source' : `${counts.usedAfter} of ${counts.items}`,
    ],
    ...(unseen.length === 0 ? [] : [[proofWords.unseen, unseen.join(', ')]]),
    ...(byWord.length === 0 ? [] : [[proofWords.byWord, byWord.join(', ')]]),
  ];
  for (const [name = '', value = ''] of rows) {
    document.fillColor(soft).text(`${name}: `, { continued: true }).fillColor(ink).text(value);
  }
  document.moveDown(0.8);
}

async function printLayer(document: Pdf, { layers, itemsOf }: PrintedProof, layer: Layer): Promise<void> {
  if (layers[layer] === 0) return;
  document.moveDown(0.5).font('strong').fontSize(11).fillColor(ink);
  document.text(`${proofWords.layers[layer]} (${layers[layer]})`, marginPt);
  for await (const page of itemsOf(layer)) {
    for (const { removal, title } of page) {
      printItem(document, removal, title);
      // Setting text takes its time: whoever else asks is answered in between.
      await setImmediate();
    }
  }
}

function printItem(document: Pdf, removal: Item, title: string): void {
  if (document.y > document.page.height - 150) document.addPage();
  const { left } = document.page.margins;
  document.moveDown(0.35);
  document
    .moveTo(left, document.y)
    .lineTo(document.page.width - marginPt, document.y)
    .strokeColor(line)
    .stroke();
  document.moveDown(0.25).font('strong').fontSize(9).fillColor(ink);
  const what = removal.isToHandOver ? proofWords.kept.what : proofWords.whats[removal.what];
  document.text(`${removal.system} · ${what} · ${title}`, left);
  document.font('text').fontSize(8.5).fillColor(soft);
  for (const sentence of sentencesOf(removal)) document.text(sentence, left);
  document
    .font('mono')
    .fontSize(7)
    .text(`entries ${removal.positions.map((position) => `#${position}`).join(' ')}`);
}

function sentencesOf(removal: Item): readonly string[] {
  const { state, lastSeenAt, firstAbsentAt, usedAfterAt, attestation, exception } = removal;
  const seen = `last seen ${lastSeenAt === null ? 'by no complete list' : instant(lastSeenAt)}`;
  const absent = firstAbsentAt === null ? '' : `, first seen so ${instant(firstAbsentAt)}`;
  return [
    `${wordOf(removal)}: ${seen}${absent}. Due ${instant(removal.dueAt)}${removal.isLate ? ', late' : ''}.`,
    ...(usedAfterAt === null ? [] : [`Used after the end: ${instant(usedAfterAt)}.`]),
    ...(state === 'attested'
      ? [`Attested, not proven; holds until ${instant(attestation?.until ?? '')}.`]
      : []),
    ...(state === 'excepted' ? [`May stay until ${instant(exception?.until ?? '')}.`] : []),
    ...(state === 'open'
      ? removal.reasons.map(
          (reason) => `${removal.isObservable ? 'Still there' : 'Not observable'}: ${reason}.`,
        )
      : []),
  ];
}

function wordOf({ state, isToHandOver }: Item): string {
  const isKept = isToHandOver && (state === 'open' || state === 'handed-over');
  return isKept ? proofWords.kept[state] : proofWords.states[state];
}

function printNotes(document: Pdf, entries: number, checkpoints: readonly ProofCheckpoint[]): void {
  if (document.y > document.page.height - 220) document.addPage();
  const { left } = document.page.margins;
  document.moveDown(1).font('strong').fontSize(11).fillColor(ink).text('How to read this', left);
  document.font('text').fontSize(9).fillColor(soft).moveDown(0.2);
  for (const words of [proofWords.method, proofWords.attested, proofWords.handOver, proofWords.secret]) {
    document.text(words).moveDown(0.3);
  }
  document.text(
    `The file proof.json holds the ${entries} ledger entries this rests on, each with its inclusion proof, and the signed checkpoint:`,
  );
  document.font('mono').fontSize(7.5).fillColor(ink).moveDown(0.3);
  for (const { note } of checkpoints) document.text(note.trim(), { lineBreak: true }).moveDown(0.4);
}

function printFeet(
  document: Pdf,
  { madeAt, run, isSample }: PrintedProof,
  newest: ProofCheckpoint | undefined,
): void {
  const { start, count } = document.bufferedPageRange();
  const hash = newest === undefined ? 'none' : `${newest.size}:${newest.root.slice(0, 12)}`;
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const y = document.page.height - marginPt;
    document.font('text').fontSize(7.5).fillColor(soft);
    const window = `${instant(run.effectiveAt)} to ${instant(madeAt)}`;
    const mark = isSample ? `${proofWords.sample} · ` : '';
    document.text(`${mark}Daybook · N = ${run.counts.items} · ${window} · checkpoint ${hash}`, marginPt, y, {
      lineBreak: false,
    });
    document.text(`${page - start + 1} of ${count}`, document.page.width - marginPt - 60, y, {
      width: 60,
      align: 'right',
    });
  }
}

function instant(at: string): string {
  return at === '' ? 'an unknown time' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

function hours(value: number): string {
  return String(Math.round(value * 10) / 10);
}
