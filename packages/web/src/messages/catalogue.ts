/** The texts of one unit, by language. English is always whole; another language has the same shape. */
export type Catalogue<Texts> = { readonly en: Texts; readonly de?: Texts };

/** The language of the page, as its root element says. */
export function language(): 'en' | 'de' {
  return document.documentElement.lang === 'de' ? 'de' : 'en';
}

/** The texts to show. A page keeps its own beside it; what many use stands in `en.ts`. */
export function textsOf<Texts>(catalogue: Catalogue<Texts>): Texts {
  return (language() === 'de' ? catalogue.de : undefined) ?? catalogue.en;
}
