import type { WorkforceServer } from '../../workforce/testing/start-workforce.ts';

/** Where a company's months are lived: one person acts at the screens of this server, another agrees. */
export type Office = {
  readonly server: WorkforceServer;
  /** Of each file by its name. */
  readonly connections: Map<string, string>;
  /** Ids of what was registered, by `<register> <name>`. */
  readonly registered: Map<string, string>;
};

/** As a screen sends it; throws with the answer where it is refused. */
export async function sent<Answer = unknown>(
  { server }: Pick<Office, 'server'>,
  {
    path,
    as,
    body,
    method = 'POST',
  }: { path: string; as: string; body?: object; method?: 'POST' | 'PATCH' | 'GET' },
): Promise<Answer> {
  const answer = await server.send(method, path, as, body ?? (method === 'GET' ? undefined : {}));
  if (answer.statusCode !== 200) throw new Error(`${path} was refused: ${answer.body}`);
  return answer.json<Answer>();
}
