const epochMs = 1_420_070_400_000n;

/** When an id was made (https://discord.com/developers/docs/reference#snowflakes). */
export function instantOf(snowflake: string): string {
  return new Date(Number((BigInt(snowflake) >> 22n) + epochMs)).toISOString();
}
