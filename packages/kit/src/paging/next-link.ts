import type { HttpRequest, HttpResponse } from '../http.ts';

const targetMax = 8_192;

/** The target of the `Link` header's `next` relation (RFC 8288) as the source wrote it, or null where there is none. */
export function nextLink(response: HttpResponse): string | null {
  for (const part of (response.headers.link ?? '').split('<').slice(1)) {
    const end = part.indexOf('>');
    if (end < 1 || end > targetMax) continue;
    const relations = part
      .slice(end + 1)
      .split(';')
      .map(relationsOf);
    if (relations.some((names) => names.includes('next'))) return part.slice(0, end);
  }
  return null;
}

/** The same question at the `next` link, for sources that page by it. */
export function followNextLink(response: HttpResponse, request: HttpRequest): HttpRequest | null {
  const target = nextLink(response);
  return target === null ? null : { ...request, url: target };
}

/** The relations a `rel` parameter names; several stand in one, parted by spaces. */
function relationsOf(parameter: string): readonly string[] {
  const [name = '', value = ''] = parameter.split('=', 2);
  if (name.trim().toLowerCase() !== 'rel') return [];
  return value.replace(/[",]/g, ' ').trim().toLowerCase().split(' ');
}
