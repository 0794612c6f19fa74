import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { apis } from '@roadbook/chaincode/api';
import { openServer, type Server } from './server';

let server: Server;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

describe('F8: the description a room at a time, and a page to try every operation, offline', () => {
  test('each chapter has its operations and what they name; together they are the whole', async () => {
    const whole = (await server.ask('', 'GET /openapi.json')).body;
    const paths: string[] = [];
    for (const chapter of [...Object.keys(apis), 'epcis', 'server']) {
      const { status, body, text } = await server.ask('', `GET /openapi/${chapter}.json`);
      expect(status).toBe(200);
      for (const [, named = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
        expect(body.components.schemas).toHaveProperty([named]);
      paths.push(...Object.keys(body.paths));
    }
    expect(paths.toSorted()).toEqual(Object.keys(whole.paths).toSorted());
    expect((await server.ask('plant', 'GET /openapi/nowhere.json')).status).toBe(404);
  });

  test('the page names nothing outside of this server, and may run its own script alone', async () => {
    const { status, text, headers } = await server.ask('', 'GET /docs');
    expect(status).toBe(200);
    expect(text).not.toMatch(/(?:src|href)\s*=|https?:\/\//);
    const [, script = ''] = /<script>([^]*)<\/script>/.exec(text) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(headers.get('Content-Security-Policy')).toContain(`script-src 'sha256-${hash}'`);
    expect(() => new Script(script)).not.toThrow();
    for (const room of Object.keys(apis)) expect(text).toContain(`<option>${room}</option>`);
  });
});
