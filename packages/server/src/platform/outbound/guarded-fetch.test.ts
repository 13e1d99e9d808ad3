import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addressClass } from './address-class.ts';
import { parseAllowedHosts } from './allowed-hosts.ts';
import { createGuardedFetch } from './guarded-fetch.ts';

/** From the registries of special addresses (IANA, RFC 6890) and the documents of the clouds. */
const classes: readonly (readonly [string, string])[] = [
  ['93.184.216.34', 'public'],
  ['2606:2800:220:1:248:1893:25c8:1946', 'public'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['127.0.0.1', 'private'],
  ['127.255.255.254', 'private'],
  ['::1', 'private'],
  ['100.64.0.1', 'private'],
  ['fd12:3456:789a::1', 'private'],
  ['198.18.0.1', 'private'],
  ['192.0.2.1', 'private'],
  ['2001:db8::1', 'private'],
  ['240.0.0.1', 'private'],
  ['169.254.169.254', 'never'],
  ['fe80::1', 'never'],
  ['fd00:ec2::254', 'never'],
  ['100.100.100.200', 'never'],
  ['168.63.129.16', 'never'],
  ['0.0.0.0', 'never'],
  ['::', 'never'],
  ['255.255.255.255', 'never'],
  ['224.0.0.1', 'never'],
  ['ff02::1', 'never'],
  // One address inside another.
  ['::ffff:127.0.0.1', 'private'],
  ['::ffff:a9fe:a9fe', 'never'],
  ['::ffff:93.184.216.34', 'public'],
  ['64:ff9b::7f00:1', 'private'],
  ['64:ff9b::a9fe:a9fe', 'never'],
  ['2002:7f00:1::', 'private'],
  ['::7f00:1', 'private'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'private'],
  ['not an address', 'never'],
];

test.each(classes)('%s is %s', (address, expected) => {
  expect(addressClass(address)).toBe(expected);
});

/** Names answer with the addresses given; each question takes the next ones. */
function names(answers: Readonly<Record<string, readonly (readonly string[])[]>>): LookupFunction {
  const asked: Record<string, number> = {};
  return (hostname, _options, done) => {
    const turn = asked[hostname] ?? 0;
    asked[hostname] = turn + 1;
    const list = answers[hostname] ?? [];
    const addresses = list[Math.min(turn, list.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server that listens has an address with a port.
  return (server.address() as AddressInfo).port;
}

const closed = createGuardedFetch({ allowedHosts: new Set() });

describe('what is refused', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://0.0.0.0/',
    'http://10.0.0.1:8080/',
  ])('%s', async (url) => {
    await expect(closed(url)).rejects.toMatchObject({ name: 'DestinationRefused' });
  });

  test.each([
    ['file:///etc/passwd', 'neither http nor https'],
    ['ftp://93.184.216.34/', 'neither http nor https'],
    ['http://user:word@93.184.216.34/', 'a user name or a password'],
    ['http://93.184.216.34:81/', 'port'],
    ['http://93.184.216.34:445/', 'port'],
  ])('%s: %s', async (url, reason) => {
    await expect(closed(url)).rejects.toThrow(reason);
  });

  test('a name with a public and a private address', async () => {
    const lookup = names({ 'two.example': [['93.184.216.34', '10.0.0.1']] });

    const answer = createGuardedFetch({ allowedHosts: new Set(), lookup })('http://two.example/');

    await expect(answer).rejects.toThrow('inside a private network');
  });

  test('a host the operator named, where its name leads to the metadata service', async () => {
    const lookup = names({ 'named.example': [['169.254.169.254']] });
    const allowedHosts = parseAllowedHosts('named.example');

    const answer = createGuardedFetch({ allowedHosts, lookup })('http://named.example/');

    await expect(answer).rejects.toThrow('never called');
  });
});

describe('a name that changes its mind', () => {
  test('is asked once, and the connection goes to the address that was judged', async () => {
    let isReached = false;
    const port = await serve((_request, response) => {
      isReached = true;
      response.end('inside');
    });
    let questions = 0;
    const first = names({ 'rebind.example': [['192.0.2.7'], ['127.0.0.1']] });
    const lookup: LookupFunction = (...asked) => {
      questions += 1;
      first(...asked);
    };

    const answer = createGuardedFetch({ allowedHosts: new Set(), lookup })(`http://rebind.example:${port}/`);

    await expect(answer).rejects.toThrow('inside a private network');
    expect([questions, isReached]).toEqual([1, false]);
  });

  test('reaches the judged address under its own name', async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    const allowedHosts = parseAllowedHosts(`inside.example:${port}`);
    const lookup = names({ 'inside.example': [['127.0.0.1'], ['169.254.169.254']] });

    const answer = await createGuardedFetch({ allowedHosts, lookup })(`http://inside.example:${port}/`);

    expect(await answer.text()).toBe(`inside.example:${port}`);
  });
});

describe('the hosts an operator allows', () => {
  test('are reached, and nothing beside them', async () => {
    const port = await serve((_request, response) => response.end('inside'));
    const allowedHosts = parseAllowedHosts(` 127.0.0.1:${port} , ghe.company.example`);
    const guarded = createGuardedFetch({ allowedHosts });

    const answer = await guarded(`http://127.0.0.1:${port}/`);

    expect(await answer.text()).toBe('inside');
    await expect(guarded(`http://localhost:${port}/`)).rejects.toMatchObject({ name: 'DestinationRefused' });
    await expect(guarded(`http://127.0.0.1:${port + 1}/`)).rejects.toMatchObject({
      name: 'DestinationRefused',
    });
  });

  test('do not lead on to others by a redirect', async () => {
    let isReached = false;
    const inner = await serve((_request, response) => {
      isReached = true;
      response.end('secret');
    });
    const port = await serve((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${inner}/` }).end();
    });
    const guarded = createGuardedFetch({ allowedHosts: parseAllowedHosts(`127.0.0.1:${port}`) });

    await expect(guarded(`http://127.0.0.1:${port}/`)).rejects.toThrow('inside a private network');
    const manual = await guarded(`http://127.0.0.1:${port}/`, { redirect: 'manual' });

    expect([manual.status, isReached]).toEqual([302, false]);
  });

  test.each(['*', '*.example', '10.0.0.0/8', 'http://host', 'a b'])('are never a pattern: %s', (text) => {
    expect(() => parseAllowedHosts(text)).toThrow('is not a host');
  });

  test('are none where nothing is set', () => {
    expect([parseAllowedHosts(undefined).size, parseAllowedHosts(' ').size]).toEqual([0, 0]);
  });
});
