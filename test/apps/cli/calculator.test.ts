import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, folderWith, type } from './screen';

const gatewayLoaded = jest.fn();
jest.mock('@roadbook/gateway', () => gatewayLoaded());
afterAll(() => expect(gatewayLoaded).not.toHaveBeenCalled());

describe('vin check', () => {
  test('accepts a right number', async () => {
    const seen = await type(['vin', 'check', '1M8GDM9AXKP042788', '--json']);
    expect(seen.exit).toBe(0);
    expect(documentOf(seen)).toMatchObject({
      ok: true,
      examination: { acceptable: true, checkDigit: 'X', modelYears: [1989, 2019] },
    });
  });

  test('ends with 1 for a wrong one and offers a correction', async () => {
    const { exit, out } = await type(['vin', 'check', '1M8GDM9A1KP042788']);
    expect(exit).toBe(1);
    expect(out).toContain('is not acceptable');
    expect(out).toContain('CHECK_DIGIT_WRONG');
    expect(out).toContain('Perhaps it is ');
  });

  test('does not refuse a European number for its position 9', async () => {
    const { exit, out } = await type(['vin', 'check', 'WVWZZZ1JZ3W386752']);
    expect(exit).toBe(0);
    expect(out).toContain('NON_STANDARD_CHECK_DIGIT');
  });
});

describe('loan schedule', () => {
  const terms = {
    principal: { amount: '10000', currency: 'EUR' },
    annualRatePpm: 70_000,
    method: 'annuity',
    dayCount: '30/360',
    instalments: 6,
    every: { count: 1, unit: 'month' },
    startOn: '2024-01-01',
    firstDueOn: '2024-02-01',
  };

  test('gives the published schedule of 100.00 over six months at 7 %', async () => {
    const { exit, out } = await type(['loan', 'schedule', JSON.stringify(terms)]);
    expect(exit).toBe(0);
    expect(out).toContain('100.00 EUR at 7 %, annuity, 30/360, 6 instalments, every month');
    expect(out).toMatch(/^ +1 +2024-02-01 +17\.01 +16\.43 +0\.58 +83\.57$/m);
    expect(out).toMatch(/^ +6 +2024-07-01 +17\.00 +16\.90 +0\.10 +0\.00$/m);
    expect(out).toMatch(/^ +in all +102\.05 +100\.00 +2\.05$/m);
  });

  test('reads the terms from a file and answers in minor units', async () => {
    const directory = folderWith({ 'terms.json': JSON.stringify(terms) });
    const { rows, totals } = documentOf(
      await type(['loan', 'schedule', '@terms.json', '--json'], { directory }),
    ) as unknown as {
      rows: { instalment: { amount: string } }[];
      totals: object;
    };
    expect(rows.map(({ instalment }) => instalment.amount)).toEqual([
      '1701',
      '1701',
      '1701',
      '1701',
      '1701',
      '1700',
    ]);
    expect(totals).toMatchObject({ principal: { amount: '10000', currency: 'EUR' } });
  });

  test('in a narrow terminal has its figures in lines', async () => {
    const { out } = await type(['loan', 'schedule', JSON.stringify(terms)], { columns: 40 });
    expect(out).toContain('2024-02-01 17.01');
  });

  test('names what is wrong with the terms', async () => {
    const { exit, err } = await type([
      'loan',
      'schedule',
      JSON.stringify({ ...terms, dayCount: '31/360', instalments: 0 }),
    ]);
    expect(exit).toBe(2);
    expect(err).toContain('dayCount must be one of');
    expect(err).toContain('(30/360?)');
    expect(err).toContain('instalments must be at least 1');
  });
});

describe('epcis hash', () => {
  const folder = join(__dirname, '../../../../shared/vectors/epcis');
  const vectors = existsSync(folder) ? test : test.skip;
  if (!existsSync(folder)) console.warn('skipped: the published EPCIS vectors are not beside this checkout');

  vectors('gives the published hashes', async () => {
    for (const name of ['epcisDocWithVariousEventTypes', 'ReferenceEventHashAlgorithm']) {
      const { events } = documentOf(
        await type(['epcis', 'hash', join(folder, `${name}.jsonld`), '--json']),
      ) as unknown as {
        events: { hash: string }[];
      };
      const published = readFileSync(join(folder, `${name}.hashes`), 'utf8')
        .trim()
        .split(/\s+/);
      expect(events.map(({ hash }) => hash)).toEqual(published);
    }
  });

  const event = {
    type: 'ObjectEvent',
    eventTime: '2026-01-31T09:30:00.000Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: ['urn:epc:id:sgtin:4012345.011111.9876'],
  };

  test('takes one event from the standard input, in whatever order it is written', async () => {
    const other = Object.fromEntries(Object.entries(event).toReversed());
    const hashes = await Promise.all(
      [event, other].map(
        async (one) => (await type(['epcis', 'hash', '-'], { input: JSON.stringify(one) })).out,
      ),
    );
    expect(hashes[0]).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0\n/);
    expect(hashes[1]).toBe(hashes[0]);
  });

  test('prints the text that is hashed', async () => {
    const { out } = await type(['epcis', 'hash', '-', '--prehash'], { input: JSON.stringify(event) });
    expect(out).toContain('eventType=ObjectEventeventTime=2026-01-31T09:30:00.000Z');
  });

  test('says what is wrong with a document', async () => {
    const { exit, err } = await type(['epcis', 'hash', '-'], { input: '{"type":"EPCISDocument"}' });
    expect(exit).toBe(2);
    expect(err).toContain('epcisBody is missing');
  });
});
