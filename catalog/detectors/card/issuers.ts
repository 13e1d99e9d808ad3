/** First digits (inclusive range, equally many) and the lengths an issuer uses. */
type Issuer = { readonly from: string; readonly to: string; readonly lengths: readonly number[] };

const long = [16, 17, 18, 19];
const maestro = [12, 13, 14, 15, 16, 17, 18, 19];

const issuers: readonly Issuer[] = [
  { from: '4', to: '4', lengths: [13, 16, 19] },
  { from: '51', to: '55', lengths: [16] },
  { from: '2221', to: '2720', lengths: [16] },
  { from: '34', to: '34', lengths: [15] },
  { from: '37', to: '37', lengths: [15] },
  { from: '300', to: '305', lengths: [14, 16] },
  { from: '3095', to: '3095', lengths: [14, 16] },
  { from: '36', to: '36', lengths: [14, 16] },
  { from: '38', to: '39', lengths: [14, 16] },
  { from: '3528', to: '3589', lengths: long },
  { from: '1800', to: '1800', lengths: [15] },
  { from: '2131', to: '2131', lengths: [15] },
  { from: '6011', to: '6011', lengths: long },
  { from: '644', to: '649', lengths: long },
  { from: '65', to: '65', lengths: long },
  { from: '62', to: '62', lengths: long },
  { from: '81', to: '82', lengths: long },
  { from: '2200', to: '2204', lengths: long },
  { from: '9792', to: '9792', lengths: [16] },
  { from: '50', to: '50', lengths: maestro },
  { from: '56', to: '58', lengths: maestro },
  { from: '60', to: '60', lengths: maestro },
  { from: '63', to: '63', lengths: maestro },
  { from: '67', to: '67', lengths: maestro },
];

/** Whether an issuer gives out numbers that begin and are as long as this one. */
export function isIssued(digits: string): boolean {
  return issuers.some(({ from, to, lengths }) => {
    const first = digits.slice(0, from.length);
    return first >= from && first <= to && lengths.includes(digits.length);
  });
}
