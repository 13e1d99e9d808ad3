import type { DaybookClient } from '@daybook/client';
import type { Client } from 'openapi-fetch';

/** Answers of routes the generated description does not hold yet. */

export type Subject = { subject: string; name: string | null; email: string | null; login: string | null };

type ComingPaths = {
  '/api/workspaces/{workspace}/subjects': {
    get: {
      parameters: {
        query?: { search?: string };
        header?: never;
        path: { workspace: string };
        cookie?: never;
      };
      responses: { 200: { headers: object; content: { 'application/json': { items: Subject[] } } } };
    };
  };
};

type KnownPaths = DaybookClient extends Client<infer Paths> ? Paths : never;

export type ComingClient = Client<KnownPaths & ComingPaths>;
