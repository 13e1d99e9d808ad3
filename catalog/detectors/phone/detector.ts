import { defineDetector, type Span, spansOf } from '@daybook/redaction';

/** Phone numbers that look like ones: with a country code, or in a national form with its separators. */
export const detector = defineDetector({
  id: 'phone',
  title: 'Phone numbers',
  kind: 'phone',
  find: findNumbers,
});

/** A form, and how many digits a number of that form has. */
type Form = { readonly pattern: RegExp; readonly digitsMin: number; readonly digitsMax: number };

const notBefore = String.raw`(?<![\w+#\/.-])(?<!\d[:,(])`;
const notAfter = String.raw`(?!\w|[-.:,]\d)`;
const notDate = String.raw`(?!\+?\d{4}[-./]\d\d?[-./]\d\d?(?!\d))(?!\d\d?[-./]\d\d?[-./](?:\d{4}|\d\d)(?![-./]?\d))`;
const space = String.raw`[ .\-\/\u00a0]`;
const extension = String.raw`(?: {0,2}(?:x|ext\.?) {0,1}\d{1,5})?`;

const forms: readonly Form[] = [
  {
    // +49 (0)30 1234567, and 0049 30 1234567
    pattern: form(String.raw`(?:\+[1-9]|00[1-9]\d?${space})(?:[ .\-\/()\u00a0]{0,3}\d){6,15}${extension}`),
    digitsMin: 8,
    digitsMax: 20,
  },
  {
    // (212) 555-0123, 1-212-555-0123, 212.555.0123
    pattern: form(
      String.raw`(?:1[ .-])?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}${extension}`,
    ),
    digitsMin: 10,
    digitsMax: 16,
  },
  {
    // (88) 684-334, (790)091-7442
    pattern: form(String.raw`\(\d{2,5}\)[ .-]?\d{3,4}[ .-]\d{3,4}${extension}`),
    digitsMin: 8,
    digitsMax: 18,
  },
  {
    // 030 1234567, (030) 123 45 67, 0171/1234567, 06 12 34 56 78; bare digits, or seven and more in front, could be any number
    pattern: form(String.raw`(?=\(?\d{2,6}\D)(?:0[1-9]|\(0[1-9]\d{0,4}\))(?:${space}{0,3}\d){5,10}`),
    digitsMin: 9,
    digitsMax: 12,
  },
  {
    // after a word that announces it, bare digits will do
    pattern: new RegExp(
      String.raw`(?<![\w])(?:tel|telephone|telefon|phone|mobile|cell|handy|whatsapp|fax)(?: (?:no\.?|number))?[.:=]{0,2} {0,2}(?<value>${notDate}\(?\d(?:[ .\-\/()]{0,2}\d){6,14})${notAfter}`,
      'gi',
    ),
    digitsMin: 7,
    digitsMax: 15,
  },
  {
    // after a word that only suggests it, digits with separators
    pattern: new RegExp(
      String.raw`(?<!\w)(?:call|dial|ring|answering|reach)(?: (?:me|us|him|her|them))?(?: (?:on|at))? (?<value>${notDate}(?=\d{2,6}[ -]\d)\d(?:[ -]?\d){6,12})${notAfter}`,
      'gi',
    ),
    digitsMin: 7,
    digitsMax: 13,
  },
];

function* findNumbers(text: string): Generator<Span> {
  for (const { pattern, digitsMin, digitsMax } of forms) {
    for (const span of spansOf(pattern, text)) {
      const digits = text.slice(span.start, span.end).replaceAll(/\D/g, '').length;
      if (digits >= digitsMin && digits <= digitsMax) yield span;
    }
  }
}

function form(body: string): RegExp {
  // pattern: the bodies are constants of this file
  return new RegExp(`${notBefore}${notDate}${body}${notAfter}`, 'g');
}
