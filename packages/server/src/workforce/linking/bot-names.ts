import type { IdentityValues } from '@daybook/kit';
import { foldName, foldWords } from './fold-name.ts';
import { mailParts } from './mail-parts.ts';

const botWords = new Set(
  `bot robot svc srv noreply donotreply daemon integration integrations automation automations webhook webhooks api cron
  pipeline terraform ansible jenkins dependabot renovate zapier ifttt sync connector crawler scraper monitoring serviceaccount
  gserviceaccount`.split(/\s+/),
);
const botDomains = /(^|\.)(iam\.gserviceaccount\.com|appspot\.gserviceaccount\.com|apps\.okta\.com)$/;

/** Whether the name of an account says that nobody sits behind it. Words inside words do not count: `Talbot` is a person. */
export function isBotName(identity: IdentityValues): boolean {
  const { email, login, name } = identity;
  const parts = mailParts(email ?? '') ?? mailParts(login ?? '');
  if (parts !== null && botDomains.test(parts.domain)) return true;
  const handle = (parts?.local ?? login ?? '').toLowerCase();
  if (/\[bot\]$/.test(handle) || /\[bot\]$/i.test(name ?? '')) return true;
  if (/^(no|do-?not|ne-?pas|nicht)[-_.]?(reply|repondre|antworten)/.test(handle)) return true;
  if (handle === '') return name !== undefined && isBotText(name, null);
  return isBotText(handle, name ?? null);
}

/** `ida.bot` of somebody called Ida Bot is a person; `deploy-bot` and `svc_export` are none. */
function isBotText(text: string, name: string | null): boolean {
  const words = foldWords(text).flat();
  const found = words.filter((word) => botWords.has(word));
  if (found.length === 0) return false;
  const ofName = name === null ? [] : foldName(name);
  const isOwnName = ofName.some(
    ({ given, family }) => words.includes(family) && words.some((word) => given.startsWith(word)),
  );
  return !isOwnName;
}
