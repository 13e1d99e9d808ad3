import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).endings.odds;

const worthNaming = 1_000_000;

/** A chance in words people weigh: `1 in 4,500`. Never more exact than two digits, and never rarer than a million. */
export function oneIn(chance: number): string {
  if (chance >= 0.5) return texts.usual;
  const times = 1 / chance;
  if (times > worthNaming) return texts.rarer(formatNumber(worthNaming));
  return texts.oneIn(formatNumber(Number(times.toPrecision(2))));
}
