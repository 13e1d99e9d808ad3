import { connect } from 'node:net';

export type Flood = {
  readonly port: number;
  /** Requests on this one connection, written ahead of their answers. */
  readonly requests: number;
  /** A loopback address it comes from, such as 127.0.0.7. */
  readonly from: string;
  readonly pathAndBody: (index: number) => { readonly path: string; readonly body: string };
};

const aheadMax = 16;

/** Sends many POSTs over one connection, as fast as they are answered; how many answers had each status. */
export function flood({ port, requests, from, pathAndBody }: Flood): Promise<ReadonlyMap<number, number>> {
  return new Promise((resolve, reject) => {
    const statuses = new Map<number, number>();
    let sent = 0;
    let answered = 0;
    let rest = '';
    const socket = connect({ host: '127.0.0.1', port, localAddress: from });
    const send = () => {
      while (sent < requests && sent - answered < aheadMax) {
        socket.write(requestOf(port, pathAndBody(sent)));
        sent += 1;
      }
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      const parts = rest.split('HTTP/1.1 ');
      // The last part may not be whole: a status has three digits.
      const whole = (parts.at(-1)?.length ?? 0) >= 3 ? parts : parts.slice(0, -1);
      for (const part of whole.slice(1)) {
        const status = Number(part.slice(0, 3));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        answered += 1;
      }
      rest = whole.length < parts.length ? `HTTP/1.1 ${parts.at(-1) ?? ''}` : tailOf(parts.at(-1) ?? '');
      if (answered >= requests) socket.end();
      else send();
    });
    socket.on('close', () => resolve(statuses));
    socket.on('error', reject);
  });
}

/** What may be the beginning of the next status line. */
function tailOf(text: string): string {
  const line = 'HTTP/1.1 ';
  for (let length = line.length - 1; length > 0; length -= 1)
    if (text.endsWith(line.slice(0, length))) return line.slice(0, length);
  return '';
}

function requestOf(port: number, { path, body }: { readonly path: string; readonly body: string }): string {
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
