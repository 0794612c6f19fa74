import { openapi } from '@roadbook/api';
import { iso20022, money } from '@roadbook/chaincode/api';
import { writeIso20022 } from '@roadbook/gateway';
import { isoAddresses } from '../../../apps/api/src/iso20022';
import { openServer, type Server } from './server';

let server: Server;
beforeAll(async () => {
  server = await openServer();
  const { be } = server.network.world;
  const [desk, second] = [await be('lender/desk', 'lender'), await be('lender/second', 'lender')];
  const order = { orderId: 'I-1', party: 'lender', amount: money.of(5_000n, 'EUR') };
  await desk.on.payment.askIssue(order);
  await second.on.payment.settle({ orderId: 'I-1', paymentId: 'S-1' });
});
afterAll(() => server.close());

const XML = { 'Content-Type': 'application/xml' };
const pain = (cents: bigint, to = 'registry/ana') =>
  writeIso20022(
    iso20022.pain001(
      { paymentId: 'M-1', from: 'lender', lots: [], to: [{ party: to, amount: money.of(cents, 'EUR') }] },
      '2026-01-02T09:00:00.000Z',
    ),
  );

test('a pain.001 is paid, and what was paid is read as pacs.008, pain.001 and camt.053', async () => {
  const paid = await server.ask('desk', 'POST /iso20022/pain.001', pain(1_250n), XML);
  expect([paid.status, paid.body.payments]).toMatchObject([
    200,
    [{ transfer: { from: 'lender', to: [{ party: 'registry/ana' }] }, transaction: expect.any(String) }],
  ]);
  const [{ paymentId }] = paid.body.payments;
  for (const [message, root] of [
    ['pacs.008', 'FIToFICstmrCdtTrf'],
    ['pain.001', 'CstmrCdtTrfInitn'],
  ]) {
    const written = await server.ask('desk', `GET /iso20022/${message}/${paymentId}`);
    expect(written.headers.get('content-type')).toContain('application/xml');
    expect(written.text).toContain(`<${root}>`);
    expect(written.text).toContain('12.50');
  }
  const query = 'party=lender&issuer=lender&currency=EUR&from=2026-01-01&until=2026-12-31';
  const stated = await server.ask('desk', `GET /iso20022/camt.053?${query}`);
  expect(stated.text).toContain(paymentId);
  const read = await server.ask('desk', 'POST /iso20022/camt.053', stated.text, XML);
  expect(read.body.statements).toMatchObject([
    { account: 'lender', closing: { amount: '3750', currency: 'EUR' } },
  ]);
  const again = await server.ask('desk', 'POST /iso20022/pain.001', pain(1_250n), XML);
  expect(again.body.payments.map((one: { paymentId: string }) => one.paymentId)).toEqual([paymentId]);
});

test.each([
  ['another media type', 'POST /iso20022/pain.001', '{}', {}, 415, 'MEDIA_TYPE_UNKNOWN'],
  ['no XML', 'POST /iso20022/pain.001', 'roadbook', XML, 422, 'ISO_UNREADABLE'],
  ['no statement', 'POST /iso20022/camt.053', '<Document/>', XML, 422, 'ISO_UNREADABLE'],
  ['an entity', 'POST /iso20022/camt.053', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', XML, 422, 'ISO_UNREADABLE'],
  ['too much', 'POST /iso20022/pain.001', ' '.repeat(2_000_001), XML, 413, 'TOO_LARGE'],
  ['a field unknown', 'GET /iso20022/camt.053?nobody=1', undefined, {}, 400, 'INVALID_REQUEST'],
  ['a field missing', 'GET /iso20022/camt.053?party=lender', undefined, {}, 400, 'INVALID_REQUEST'],
  ['another method', 'DELETE /iso20022/camt.053', undefined, {}, 405, 'METHOD_NOT_ALLOWED'],
  ['an unknown payment', 'GET /iso20022/pacs.008/P-404', undefined, {}, 404, 'NOT_FOUND'],
] as const)('%s is refused', async (_what, line, body, headers, status, code) => {
  expect(await server.ask('desk', line, body, headers)).toMatchObject({ status, body: { code } });
});

test('nobody reads or pays what is not its own', async () => {
  const paid = await server.ask('plant', 'POST /iso20022/pain.001', pain(1n, 'registry/ben'), XML);
  expect([paid.status, paid.body.code]).toEqual([403, 'NOT_YOURS']);
  const query = 'party=lender&issuer=lender&currency=EUR&from=2026-01-01&until=2026-12-31';
  expect((await server.ask('plant', `GET /iso20022/camt.053?${query}`)).status).toBe(403);
  expect((await server.ask('', `GET /iso20022/camt.053?${query}`)).status).toBe(401);
});

test('every address is in the description', () => {
  const { paths } = openapi() as { paths: Record<string, object> };
  for (const [path, ...methods] of isoAddresses)
    expect(Object.keys(paths[`/iso20022${path.replace(/:(\w+)/, '{$1}')}`] ?? {})).toEqual(
      expect.arrayContaining(methods.map((one) => one.toLowerCase())),
    );
});
