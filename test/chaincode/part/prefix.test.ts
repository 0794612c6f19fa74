import { type PrefixBlock } from '../../../chaincode/src/part/records/prefix';
import { enterPrefix, headsOf, prefixStanding } from '../../../chaincode/src/part/rules/prefix';
import { openWorld } from '@roadbook/ledger';
import { commission, epc, inspect, transform } from './yard';

const PREFIX = { prefix: '4012345', party: 'manufacturer/bolts', company: 'Bolts GmbH' };
const at = '2026-03-02T09:00:00.000Z';
const blockOf = (...prefixes: string[]): PrefixBlock => ({
  head: '401234',
  prefixes: prefixes.map((prefix) => ({ prefix, party: `org/${prefix}`, company: 'X', at })),
});
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the owner of a company prefix', () => {
  const blocks = new Map([['401234', blockOf('4012345', '40123467')]]);
  test.each([
    ['https://id.gs1.org/01/04012345111118/21/9876', 'org/4012345', 'registered'],
    ['https://id.gs1.org/01/94012346711112/21/9876', 'org/40123467', 'registered'],
    ['https://id.gs1.org/00/340123451111111111', 'org/4012345', 'registered'],
    ['https://id.gs1.org/8004/4012345WVWZZZ', 'org/4012345', 'registered'],
    ['https://id.gs1.org/8003/04012345000221334455', 'org/4012345', 'registered'],
    ['https://id.gs1.org/414/4012345000054/254/122', 'org/4012345', 'registered'],
    ['https://id.gs1.org/8004/4012349X', 'org/4012345', 'unregistered'],
    ['https://id.gs1.org/8004/5555555X', 'org/4012345', 'unregistered'],
    ['urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e', 'org/4012345', undefined],
    ['https://id.gs1.org/8010/40AB/8011/1', 'org/4012345', undefined],
  ])('of %s', (link, by, found) => {
    expect(prefixStanding(link, by, blocks)).toBe(found);
    if (found === 'registered')
      expect(codeOf(() => prefixStanding(link, 'stranger', blocks))).toBe('PREFIX_OF_ANOTHER');
  });

  test('is read with one key for all serials of an event, and only when they are commissioned', () => {
    const thing = (step: 'commission' | 'observe', link: string) => ({ epc: link, field: 'epcList', step });
    const things = [
      thing('commission', epc('A')),
      thing('commission', epc('B')),
      thing('observe', 'https://id.gs1.org/8004/999999X'),
    ];
    expect(headsOf(things)).toEqual([['401234']]);
  });

  test('has no prefix that begins another one, and at most 200 share their first digits', () => {
    for (const prefix of ['4012345', '40123456', '401234'])
      expect(codeOf(() => enterPrefix(blockOf('4012345'), { ...PREFIX, prefix, at }))).toBe('PREFIX_TAKEN');
    expect(enterPrefix(undefined, { ...PREFIX, at })).toMatchObject({
      head: '401234',
      prefixes: [{ prefix: '4012345' }],
    });
    const full = blockOf(...Array.from({ length: 200 }, (_, at) => `401234${100_000 + at}`));
    expect(codeOf(() => enterPrefix(full, { ...PREFIX, prefix: '401234999999', at }))).toBe('TOO_MANY');
  });
});

describe.each([true, false])('commissioning on the ledger, with batched messages: %s', (batched) => {
  const open = async () => {
    const { be, ...world } = await openWorld({ batched });
    const [maker, dealer] = [await be('manufacturer/bolts', 'supplier'), await be('lender/dealer', 'dealer')];
    return { ...world, maker, dealer, registrar: await be('registry/registrar', 'registrar') };
  };

  test('is free under a prefix that nobody registered, and the part says so', async () => {
    const { dealer, registrar } = await open();
    await dealer.on.part.capture({ event: commission(epc('A')) });
    expect((await dealer.on.part.read({ epc: epc('A') })).state).toMatchObject({
      companyPrefix: 'unregistered',
    });
    await expect(registrar.on.part.readPrefix({ digits: '4012345' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('is for the owner of a registered prefix alone, however the serial is written', async () => {
    const { maker, dealer, registrar } = await open();
    const registered = await registrar.on.part.registerPrefix(PREFIX);
    expect(await registrar.on.part.registerPrefix(PREFIX)).toEqual(registered);
    expect(await dealer.on.part.readPrefix({ digits: '4012345111118' })).toEqual(registered);
    await expect(registrar.on.part.registerPrefix({ ...PREFIX, party: 'lender' })).rejects.toMatchObject({
      code: 'PREFIX_TAKEN',
    });
    const urn = 'urn:epc:id:sgtin:4012345.011111.A';
    for (const event of [
      commission(urn),
      commission(epc('A')),
      transform(['https://id.gs1.org/8004/9999999X'], [epc('A')]),
    ])
      await expect(dealer.on.part.capture({ event })).rejects.toMatchObject({
        code: 'PREFIX_OF_ANOTHER',
        facts: { party: PREFIX.party },
      });
    await maker.on.part.captureMany({ items: [{ event: commission(urn) }, { event: commission(epc('B')) }] });
    expect((await maker.on.part.read({ epc: epc('A') })).state).toMatchObject({
      companyPrefix: 'registered',
      maker: PREFIX.party,
    });
  });

  test('by a stranger is refused where its sighting is recorded', async () => {
    const { dealer, registrar, maker } = await open();
    await registrar.on.part.registerPrefix(PREFIX);
    const { raised } = await dealer.on.part.capture({ event: inspect(epc('A')) });
    expect(raised).toEqual([{ epc: epc('A'), flag: 'never_commissioned' }]);
    await expect(dealer.on.part.capture({ event: commission(epc('A')) })).rejects.toMatchObject({
      code: 'PREFIX_OF_ANOTHER',
    });
    await maker.on.part.capture({ event: commission(epc('A')) });
    expect((await maker.on.part.read({ epc: epc('A') })).state).toMatchObject({
      maker: PREFIX.party,
      companyPrefix: 'registered',
    });
  });
});
