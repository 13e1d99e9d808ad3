const titles = new Set(['dr', 'prof', 'mr', 'mrs', 'ms', 'herr', 'frau', 'jr', 'sr', 'phd', 'msc', 'mba']);

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' };

/** The words of a text in small letters without accents, in their order; `Ümit` also reads `uemit`, hence one or two answers. */
export function foldWords(text: string): readonly (readonly string[])[] {
  const small = text.normalize('NFC').toLowerCase();
  const plain = wordsOf(small);
  const spelled = wordsOf(small.replace(/[äöüå]/g, (letter) => umlauts[letter] ?? letter));
  return plain.join(' ') === spelled.join(' ') ? [plain] : [plain, spelled];
}

function wordsOf(small: string): readonly string[] {
  return small
    .replace(/[ßøłđðæœþı]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’'`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export type FoldedName = { readonly given: string; readonly family: string; readonly all: readonly string[] };

/** A full name by its first and last word, `Family, Given` turned round; null where there are not two words. */
export function foldName(name: string): readonly FoldedName[] {
  const bare = name.replace(/\([^)]{0,200}\)/g, ' ').replace(/\[[^\]]{0,200}\]/g, ' ');
  const comma = /^([^,]+),([^,]+)$/.exec(bare);
  const ordered = comma === null ? bare : `${comma[2]} ${comma[1]}`;
  return foldWords(ordered).flatMap((words) => {
    const all = words.filter((word) => !titles.has(word));
    const given = all[0];
    const family = all.at(-1);
    return all.length < 2 || given === undefined || family === undefined ? [] : [{ given, family, all }];
  });
}
