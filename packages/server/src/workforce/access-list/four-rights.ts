import { dangerousRights } from '@daybook/kit';

/** What is known of one right: held, surely not held, or not to be told. */
export type RightState = 'yes' | 'no' | 'unknown';

export type FourRights = {
  readonly administer: RightState;
  readonly export: RightState;
  readonly connect: RightState;
  readonly publish: RightState;
};

/** The four rights as tables keep them: one letter each in the order of `dangerousRights`, y, n or u. */
export type RightLetters = string;

const letters = { yes: 'y', no: 'n', unknown: 'u' } as const;
const states: Readonly<Record<string, RightState>> = { y: 'yes', n: 'no', u: 'unknown' };

export function lettersOf(rights: FourRights): RightLetters {
  return dangerousRights.map((right) => letters[rights[right]]).join('');
}

/** What is no known letter is not known. */
export function rightsOf(text: RightLetters): FourRights {
  const [administer, exporting, connect, publish] = [...text.padEnd(4, 'u')].map(
    (letter) => states[letter] ?? 'unknown',
  );
  return {
    administer: administer ?? 'unknown',
    export: exporting ?? 'unknown',
    connect: connect ?? 'unknown',
    publish: publish ?? 'unknown',
  };
}

export function everyRight(state: RightState): FourRights {
  return { administer: state, export: state, connect: state, publish: state };
}

/** Of all ways together: one yes is enough; a no counts only where every way says so. */
export function joinRights(ways: readonly FourRights[]): FourRights {
  const joined = (right: keyof FourRights): RightState => {
    if (ways.some((way) => way[right] === 'yes')) return 'yes';
    return ways.some((way) => way[right] === 'unknown') ? 'unknown' : 'no';
  };
  return {
    administer: joined('administer'),
    export: joined('export'),
    connect: joined('connect'),
    publish: joined('publish'),
  };
}

/** What a list that is not whole cannot say: that somebody surely lacks a right. */
export function asFarAsTold(rights: FourRights, isWhole: boolean): FourRights {
  if (isWhole) return rights;
  const told = (state: RightState): RightState => (state === 'no' ? 'unknown' : state);
  return {
    administer: told(rights.administer),
    export: told(rights.export),
    connect: told(rights.connect),
    publish: told(rights.publish),
  };
}
