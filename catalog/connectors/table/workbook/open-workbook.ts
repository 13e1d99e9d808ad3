import { openParts, type WorkbookParts } from './open-parts.ts';
import { type NumberMeaning, readStyles } from './read-styles.ts';
import { walkXml } from './read-xml.ts';
import { readSharedStrings } from './shared-strings.ts';
import { workbookError } from './workbook-error.ts';

export type Sheet = { readonly name: string; readonly part: string; readonly isHidden: boolean };

export type Workbook = {
  readonly parts: WorkbookParts;
  readonly sheets: readonly Sheet[];
  readonly isFrom1904: boolean;
  readonly styles: readonly NumberMeaning[];
  readonly strings: readonly string[];
};

type Relation = { readonly type: string; readonly target: string };

/** Reads what stands around the sheets of a workbook. Throws `SourceError` for what is none or cannot be read safely. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const parts = await openParts(path);
  try {
    return await readWorkbook(parts);
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function readWorkbook(parts: WorkbookParts): Promise<Workbook> {
  if (parts.names.some((name) => /vbaProject\.bin$/i.test(name))) throw workbookError('macros');
  const main = ofType(await readRelations(parts, '_rels/.rels', ''), 'officeDocument');
  if (main === undefined || !parts.names.includes(main.target)) throw workbookError('not-a-workbook');
  if (main.target.endsWith('.bin')) throw workbookError('binary-format');
  const cut = main.target.lastIndexOf('/') + 1;
  const folder = main.target.slice(0, cut);
  const relations = await readRelations(parts, `${folder}_rels/${main.target.slice(cut)}.rels`, folder);
  const targetOf = (type: string) => ofType(relations, type)?.target ?? '';
  const { sheets, isFrom1904 } = await readSheets(parts, main.target, relations);
  return {
    parts,
    sheets,
    isFrom1904,
    styles: await readStyles(parts, targetOf('styles')),
    strings: await readSharedStrings(parts, targetOf('sharedStrings')),
  };
}

async function readSheets(parts: WorkbookParts, name: string, relations: ReadonlyMap<string, Relation>) {
  const part = await parts.read(name);
  if (part === null) throw workbookError('not-a-workbook');
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  let isWorkbook = false;
  await walkXml(part, {
    open(tag, attributes) {
      if (tag === 'workbook') isWorkbook = true;
      if (tag === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      if (tag !== 'sheet') return;
      const relation = relations.get(attributes.get('id') ?? '');
      if (relation === undefined || relation.type !== 'worksheet') return;
      const isHidden = (attributes.get('state') ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.get('name') ?? '', part: relation.target, isHidden });
    },
  });
  if (!isWorkbook) throw workbookError('not-a-workbook');
  return { sheets, isFrom1904 };
}

/** Which part is what, by the id others refer to it with; types by their last word, targets from the archive's root. */
async function readRelations(
  parts: WorkbookParts,
  name: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const part = await parts.read(name);
  const relations = new Map<string, Relation>();
  if (part === null) return relations;
  await walkXml(part, {
    open(tag, attributes) {
      if (tag !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      const type = (attributes.get('Type') ?? '').split('/').at(-1) ?? '';
      relations.set(attributes.get('Id') ?? '', {
        type,
        target: resolved(attributes.get('Target') ?? '', folder),
      });
    },
  });
  return relations;
}

function ofType(relations: ReadonlyMap<string, Relation>, type: string): Relation | undefined {
  return [...relations.values()].find((one) => one.type === type);
}

function resolved(target: string, folder: string): string {
  const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
  const kept: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') kept.pop();
    else if (step !== '.' && step !== '') kept.push(step);
  }
  return kept.join('/');
}
