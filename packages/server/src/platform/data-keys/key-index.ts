const empty = 0;
const capacityMin = 1_024;
/** Above this share of used places the table doubles. */
const loadMax = 0.7;

/** Where each key lies, 12 bytes a place and no object a key: open addressing over the last 8 bytes of the ids. */
export class KeyIndex {
  #capacity: number;
  #highs: Uint32Array;
  #lows: Uint32Array;
  /** Location + 1; 0 is an empty place. Records are never removed: a destroyed key keeps its record. */
  #places: Uint32Array;
  #size = 0;

  constructor(keysExpected = 0) {
    this.#capacity = capacityMin;
    while (this.#capacity * loadMax < keysExpected) this.#capacity *= 2;
    this.#highs = new Uint32Array(this.#capacity);
    this.#lows = new Uint32Array(this.#capacity);
    this.#places = new Uint32Array(this.#capacity);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#capacity * 12;
  }

  add(words: readonly [number, number], location: number): void {
    if ((this.#size + 1) / this.#capacity > loadMax) this.#grow();
    this.#put(words[0], words[1], location + 1);
    this.#size += 1;
  }

  /** Locations whose id ends with these words; almost always one or none. */
  *locations([high, low]: readonly [number, number]): Generator<number> {
    const mask = this.#capacity - 1;
    for (let at = (high ^ low) & mask; ; at = (at + 1) & mask) {
      const place = this.#places[at] ?? empty;
      if (place === empty) return;
      if (this.#highs[at] === high && this.#lows[at] === low) yield place - 1;
    }
  }

  #put(high: number, low: number, place: number): void {
    const mask = this.#capacity - 1;
    let at = (high ^ low) & mask;
    while (this.#places[at] !== empty) at = (at + 1) & mask;
    this.#highs[at] = high;
    this.#lows[at] = low;
    this.#places[at] = place;
  }

  #grow(): void {
    const [highs, lows, places] = [this.#highs, this.#lows, this.#places];
    this.#capacity *= 2;
    this.#highs = new Uint32Array(this.#capacity);
    this.#lows = new Uint32Array(this.#capacity);
    this.#places = new Uint32Array(this.#capacity);
    for (const [at, place] of places.entries()) {
      if (place !== empty) this.#put(highs[at] ?? 0, lows[at] ?? 0, place);
    }
  }
}
