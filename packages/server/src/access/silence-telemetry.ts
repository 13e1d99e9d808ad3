const names: readonly string[] = [
  'BETTER_AUTH_TELEMETRY',
  'BETTER_AUTH_TELEMETRY_ENDPOINT',
  'BETTER_AUTH_TELEMETRY_DEBUG',
  'BETTER_AUTH_TELEMETRY_ID',
];

/** better-auth lets its environment variables win over the setting that switches its telemetry off; so they are taken away. */
export function silenceTelemetry(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of names) delete env[name];
}
