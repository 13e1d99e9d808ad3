import {
  type ConnectorTools,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
  readValue,
} from '@daybook/kit';
import type { z } from 'zod';
import { type AuditEntry, auditAnswer, type Member, membersAnswer, type User } from './answer-schemas.ts';
import type { DiscordSettings } from './connector.ts';

const vendor = 'Discord';
const membersPerPage = 1_000;
const entriesPerPage = 100;
/** A server of ten million members, at a thousand a page. */
const pagesMax = 10_000;

export type AuditLog = ListRead<AuditEntry> & { readonly users: ReadonlyMap<string, User> };

export type DiscordLists = {
  whole<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<Answer>;
  list<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<ListRead<Answer>>;
  /** Members for whom `keep` holds; the others are counted and forgotten, so that a large server fits. */
  members(keep: (member: Member) => boolean): Promise<ListRead<Member> & { readonly members: number }>;
  auditLog(): Promise<AuditLog>;
};

export function createDiscordLists(settings: DiscordSettings, tools: ConnectorTools): DiscordLists {
  const asked = { http: tools.http, signal: tools.signal, vendor };
  const ask = asker(settings);
  const whole: DiscordLists['whole'] = async (path, schema, what) =>
    (await readOne({ ...asked, request: ask(path), schema, what })).answer;
  return {
    whole,
    list: (path, schema, what) => readValue(() => whole(path, schema, what)),
    members: async (keep) => {
      let members = 0;
      const pages = readPages({
        ...asked,
        pagesMax,
        what: 'members',
        first: ask(`/members?limit=${membersPerPage}`),
        schema: membersAnswer,
        itemsOf: (page) => page,
        nextOf: (page, _response, request) => pageBy(request, 'after', page.at(-1)?.user.id),
        keyOf: ({ user }) => user.id,
      });
      async function* kept() {
        for await (const { items } of pages) {
          members += items.length;
          yield { items: items.filter(keep) };
        }
      }
      const list = await readList(kept());
      return { ...list, members };
    },
    auditLog: async () => {
      const users = new Map<string, User>();
      const pages = readPages({
        ...asked,
        what: 'entries of the audit log',
        first: ask(`/audit-logs?limit=${entriesPerPage}`),
        schema: auditAnswer,
        itemsOf: (page) => {
          for (const user of page.users) users.set(user.id, user);
          return page.audit_log_entries;
        },
        nextOf: (page, _response, request) => pageBy(request, 'before', page.audit_log_entries.at(-1)?.id),
        keyOf: ({ id }) => id,
      });
      return { ...(await readList(pages)), users };
    },
  };
}

/** Lists name no end: they are asked on from the last one that came until nothing comes. */
function pageBy(request: HttpRequest, name: string, last: string | undefined): HttpRequest | null {
  if (last === undefined) return null;
  const url = new URL(request.url);
  url.searchParams.set(name, last);
  return { ...request, url: url.href };
}

function asker({ baseUrl, guild, token }: DiscordSettings): (path: string) => HttpRequest {
  const headers = {
    authorization: `Bot ${token}`,
    accept: 'application/json',
    'user-agent': 'DiscordBot (daybook, 1)',
  };
  return (path) => ({
    method: 'GET',
    url: `${baseUrl.replace(/\/{1,9}$/, '')}/api/v10/guilds/${guild}${path}`,
    headers,
  });
}
