import { type ConnectorTools, readOne, SourceError } from '@daybook/kit';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import type { GoogleWorkspaceSettings } from './connector.ts';

const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.email(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
});
const tokenAnswer = z.object({ access_token: z.string().min(1) });

const validSeconds = 3_600;
const scopes = [
  'admin.directory.user.readonly',
  'admin.directory.user.security',
  'admin.directory.group.readonly',
  'admin.directory.rolemanagement.readonly',
  'admin.reports.audit.readonly',
].map((name) => `https://www.googleapis.com/auth/${name}`);

/**
 * The access token of the settings, or one for the administrator by the service account's signed assertion
 * (https://developers.google.com/identity/protocols/oauth2/service-account). The address is ours, not the key file's.
 */
export async function accessTokenOf(
  settings: GoogleWorkspaceSettings,
  tools: ConnectorTools,
): Promise<string> {
  const { credentials, administrator, tokenUrl } = settings;
  if (!credentials.trimStart().startsWith('{')) return credentials.trim();
  const key = keyFile.safeParse(parseJson(credentials));
  if (!key.success) throw invalid('the key file of the service account is not one', 'make a new JSON key');
  if (administrator === undefined) {
    throw invalid('a key file alone reads nothing', 'name the administrator the service account acts for');
  }
  const assertion = await assertionOf(key.data, administrator, tokenUrl, tools.now());
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const { answer } = await readOne({
    http: tools.http,
    signal: tools.signal,
    vendor: 'Google',
    what: 'an access token for the service account',
    schema: tokenAnswer,
    request: {
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: body.toString(),
    },
  });
  return answer.access_token;
}

async function assertionOf(
  key: z.infer<typeof keyFile>,
  administrator: string,
  tokenUrl: string,
  now: string,
): Promise<string> {
  const issuedAt = Math.floor(Date.parse(now) / 1_000);
  const privateKey = await importPKCS8(key.private_key, 'RS256').catch(() => {
    throw invalid('the private key in the key file cannot be read', 'make a new JSON key');
  });
  return new SignJWT({ scope: scopes.join(' ') })
    .setProtectedHeader({
      alg: 'RS256',
      typ: 'JWT',
      ...(key.private_key_id ? { kid: key.private_key_id } : {}),
    })
    .setIssuer(key.client_email)
    .setSubject(administrator)
    .setAudience(tokenUrl)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + validSeconds)
    .sign(privateKey);
}

function invalid(message: string, hint: string): SourceError {
  return new SourceError('settings-invalid', message, hint);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
