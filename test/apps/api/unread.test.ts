import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receiveNoMore } from '../../../apps/api/src/http/unread';

let server: Server;
let url: string;
const LARGE = Buffer.alloc(2_100_000, 'a');

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    if (incoming.url === '/read') for await (const _ of incoming);
    outgoing.writeHead(incoming.url === '/read' ? 200 : 413).end('{}');
  });
  server.prependListener('request', receiveNoMore);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = async (path: string, body: Buffer) => {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(10_000),
  });
  await answer.text();
  return { status: answer.status, connection: answer.headers.get('connection') };
};

test('a large body refused unread is answered, and no later request is sent on its connection', async () => {
  for (let times = 0; times < 5; times++) {
    expect(await send('/refuse', LARGE)).toEqual({ status: 413, connection: 'close' });
    expect((await send('/read', Buffer.from('{}'))).status).toBe(200);
  }
});

test('one that was read leaves its connection open', async () => {
  expect(await send('/read', LARGE)).toEqual({ status: 200, connection: 'keep-alive' });
});
