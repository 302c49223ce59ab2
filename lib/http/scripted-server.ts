import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | 'hang-up' | ((response: ServerResponse) => void);

/** For tests: a real HTTP server that answers as `script` says and remembers what it was asked. */
export async function scriptedServer(script: (received: Received, index: number) => Reply | Promise<Reply>) {
  const requests: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const received = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(chunks).toString('latin1') };
      requests.push(received);
      void answer(script, received, requests.length, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(script: (received: Received, index: number) => Reply | Promise<Reply>, received: Received, index: number, response: ServerResponse): Promise<void> {
  const reply = await script(received, index);
  if (reply === 'hang-up') return void response.destroy();
  if (typeof reply === 'function') return reply(response);
  const { status = 200, headers = {}, body = '' } = reply;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, isRaw ? headers : { 'content-type': 'application/json', ...headers });
  response.end(isRaw ? body : JSON.stringify(body));
}
