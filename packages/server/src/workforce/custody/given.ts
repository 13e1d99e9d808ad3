type Given<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** The fields somebody gave; a field that is there without a value was not given. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  // What is left has a value, which the type of a filtered list cannot say.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}
