import type { Someone } from '@roadbook/ledger';
import type { EpcisEvent } from '../../../../chaincode/src/part/epcis/event';
import * as y from '../yard';
import { all, boxOf, captured, carOf, lotOf, people } from './people';

const { epc } = y;
const [A, B, C] = [epc('A'), epc('B'), epc('C')] as const;
const LOT = lotOf('STEEL');
const code = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('T1, gs1/EPCIS#197: what is of a class names no thing', () => {
  test.each([
    ['a lot', 'urn:epc:class:lgtin:4012345.012345.STEEL'],
    ['a lot as link', LOT],
    ['a pattern', 'urn:epc:idpat:sgtin:4012345.011111.*'],
    ['a bare GTIN', 'https://id.gs1.org/01/04012345123456'],
    ['a GTIN elsewhere', 'https://parts.example/01/04012345123456'],
    ['an asset type', 'urn:epc:idpat:grai:4012345.00022.*'],
    ['a document type', 'https://id.gs1.org/253/4012345000016'],
    ['a kind of component', 'https://id.gs1.org/8010/4012345AB'],
    ['a class of another scheme', 'urn:epc:class:other:4012345.1.2'],
  ])('%s is refused in every list of things', async (_, id) => {
    const { maker } = await people();
    for (const event of [
      y.inspect(id),
      y.commission(id),
      y.fit(carOf(1), id),
      y.pack(boxOf(1), id),
      y.transform([id], [A]),
      y.transform([A], [id]),
    ])
      expect(await code(maker.on.part.capture({ event }))).toBe('CLASS_FOR_A_THING');
  });

  test('and what was captured of such an id before makes no answer smaller', async () => {
    const { maker, garage, auditor, ledger } = await people();
    await captured(maker, y.fitLots(carOf(1), [y.some(LOT)]), y.fitLots(carOf(2), [y.some(LOT)]));
    const hash = '0'.repeat(64);
    const state = { custodian: 'insurer/garage', setBy: hash, status: 'uncommissioned' };
    const record = { epc: LOT, events: 1, flags: [], generation: 0, lastEvent: hash, state };
    ledger.world.state.set(`\u0000part\u0000${LOT}\u0000`, {
      value: Buffer.from(
        JSON.stringify({ kind: 'part', v: 1, made: hash, updatedAt: '2026-03-02T08:00:00.000Z', record }),
      ),
      version: '1.0',
    });
    expect(await code(garage.on.part.capture({ event: y.inspect(LOT) }))).toBe('CLASS_FOR_A_THING');
    expect(await all(auditor, 'whereUsed', LOT)).toEqual([carOf(1), carOf(2)]);
    expect(await auditor.on.part.countAffected({ ids: [LOT] })).toEqual({
      reached: 3,
      outermost: 2,
      truncated: false,
    });
  });
});

describe('T2, OCA/stock-logistics-workflow#1172: all uses of a lot', () => {
  test('in 105 cars are 105', async () => {
    const { maker, auditor } = await people();
    await captured(maker, ...upTo(105).map((at) => y.fitLots(carOf(at), [y.some(LOT)])));
    const { links, truncated } = await auditor.on.part.whereUsed({ id: LOT });
    expect([links.length, truncated]).toEqual([105, false]);
    expect(await auditor.on.part.countAffected({ ids: [LOT] })).toMatchObject({
      reached: 106,
      outermost: 105,
    });
  });

  test('in 620 cars come by pages, each once', async () => {
    const { maker, auditor } = await people();
    await captured(maker, ...upTo(620).map((at) => y.fitLots(carOf(at), [y.some(LOT)])));
    const first = await auditor.on.part.whereUsed({ id: LOT });
    expect([first.links.length, first.truncated]).toEqual([500, true]);
    for (const size of [undefined, 77]) {
      const found = await all(auditor, 'whereUsed', LOT, size);
      expect([found.length, new Set(found).size]).toEqual([620, 620]);
    }
    expect(await auditor.on.part.countAffected({ ids: [LOT] })).toEqual({
      ...{ reached: 621, outermost: 620, truncated: false },
    });
  });

  test('take no places from each other: 190 shippings and 10 cars', async () => {
    const { maker, auditor } = await people();
    await captured(maker, ...upTo(190).map(() => y.shipLots(y.some(LOT, 1))));
    await captured(maker, ...upTo(10).map((at) => y.fitLots(carOf(at), [y.some(LOT)])));
    const { links, truncated } = await auditor.on.part.whereUsed({ id: LOT });
    expect([links.length, truncated]).toEqual([10, false]);
  });

  test('inventree/InvenTree#480: over tiers too, page by page', async () => {
    const { maker, auditor } = await people();
    await captured(
      maker,
      ...upTo(40).flatMap((at) => [
        y.happened({
          type: 'TransformationEvent',
          inputQuantityList: [y.some(LOT)],
          outputEPCList: [epc(`M${at}`)],
        }),
        y.fit(carOf(at % 20), epc(`M${at}`)),
      ]),
    );
    const found = await all(auditor, 'whereUsed', LOT, 7);
    expect(found.filter((id) => id.includes('/8004/')).length).toBe(40);
    expect(new Set(found).size).toBe(60);
    expect(await auditor.on.part.countAffected({ ids: [LOT] })).toMatchObject({ reached: 61, outermost: 20 });
  });

  test('and a bookmark of another trace is refused', async () => {
    const { maker, auditor } = await people();
    await captured(maker, ...upTo(3).map((at) => y.fitLots(carOf(at), [y.some(LOT)])));
    const { next = '' } = await auditor.on.part.whereUsed({ id: LOT, size: 2 });
    expect(await code(auditor.on.part.whereUsed({ id: A, after: next }))).toBe('INVALID_REQUEST');
    expect(await code(auditor.on.part.whereUsed({ id: LOT, after: 'bm9uZQ' }))).toBe('INVALID_REQUEST');
  });
});

describe('T7, eclipse-tractusx/sldt-semantic-models#630: all that is in a car', () => {
  test('210 parts of an event each', async () => {
    const { maker, auditor } = await people();
    const parts = upTo(210).map((at) => epc(`P${at}`));
    for (const some of [parts.slice(0, 105), parts.slice(105)]) await captured(maker, y.commission(...some));
    await captured(maker, ...parts.map((part) => y.fit(carOf(1), part)));
    const { links, truncated } = await auditor.on.part.whereFrom({ id: carOf(1) });
    expect([links.length, truncated]).toEqual([210, false]);
    expect((await all(auditor, 'whereFrom', carOf(1), 50)).toSorted()).toEqual(parts.toSorted());
  });

  test('one part and 200 inspections after it, of the car and of the part', async () => {
    const { maker, auditor } = await people();
    await captured(maker, y.commission(A), y.fit(carOf(1), A));
    await captured(maker, ...upTo(200).map((at) => y.inspect(at % 2 === 0 ? carOf(1) : A)));
    expect(await all(auditor, 'whereFrom', carOf(1))).toEqual([A]);
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(1)]);
  });
});

describe('T8: things and lots that one event puts into another', () => {
  const kinds: [string, (lots: ReturnType<typeof y.some>[], ...things: string[]) => EpcisEvent, string][] = [
    ['fitted', (lots, ...things) => y.fitLots(carOf(1), lots, ...things), carOf(1)],
    ['packed', (lots, ...things) => y.packLots(boxOf(1), lots, ...things), boxOf(1)],
  ];
  test.each(kinds)('%s: both show', async (_, put, parent) => {
    const { maker, auditor } = await people();
    await captured(maker, y.commission(A), put([y.some(LOT, 4), y.some(lotOf('OIL'))], A));
    expect((await all(auditor, 'whereFrom', parent)).toSorted()).toEqual([LOT, lotOf('OIL'), A].toSorted());
    for (const id of [A, LOT, lotOf('OIL')]) expect(await all(auditor, 'whereUsed', id)).toEqual([parent]);
  });

  const moved = async (...events: EpcisEvent[]): Promise<[Someone, string[]]> => {
    const { maker, auditor } = await people();
    await captured(maker, ...events);
    return [auditor, await all(auditor, 'whereFrom', carOf(1))];
  };
  test.each<[string, EpcisEvent[], boolean]>([
    [
      'all of it, without a quantity',
      [y.fitLots(carOf(1), [y.some(LOT, 4)]), y.removeLots(carOf(1), [y.some(LOT)])],
      false,
    ],
    [
      'as much as was put in',
      [
        y.fitLots(carOf(1), [y.some(LOT, 0.3, 'KGM')]),
        y.removeLots(carOf(1), [y.some(LOT, 0.1, 'KGM')]),
        y.removeLots(carOf(1), [y.some(LOT, 0.2, 'KGM')]),
      ],
      false,
    ],
    ['everything, at a stroke', [y.fitLots(carOf(1), [y.some(LOT, 4)]), y.remove(carOf(1))], false],
    ['some of it', [y.fitLots(carOf(1), [y.some(LOT, 4)]), y.removeLots(carOf(1), [y.some(LOT, 3)])], true],
    [
      'by another measure',
      [y.fitLots(carOf(1), [y.some(LOT, 4)]), y.removeLots(carOf(1), [y.some(LOT, 4, 'KGM')])],
      true,
    ],
    [
      'nobody knows how much',
      [y.fitLots(carOf(1), [y.some(LOT)]), y.removeLots(carOf(1), [y.some(LOT, 4)])],
      true,
    ],
    [
      'before more came',
      [y.removeLots(carOf(1), [y.some(LOT)]), y.fitLots(carOf(1), [y.some(LOT, 1)])],
      true,
    ],
  ])('a lot of which is taken out %s', async (_, events, left) => {
    const [auditor, found] = await moved(...events);
    expect(found).toEqual(left ? [LOT] : []);
    expect(await all(auditor, 'whereUsed', LOT)).toEqual(left ? [carOf(1)] : []);
  });
});

describe('transformations', () => {
  test('T3, gs1/EPCIS#294: of one transformationID lead from all inputs to all outputs, in any order', async () => {
    const part = (inputs: string[], outputs: string[]) =>
      y.happened({
        type: 'TransformationEvent',
        transformationID: 'urn:epc:id:gdti:4012345.55555.MELT-7',
        ...(inputs.length > 0 && { inputEPCList: inputs }),
        ...(outputs.length > 0 && { outputEPCList: outputs }),
      });
    const lotIn = y.happened({
      type: 'TransformationEvent',
      transformationID: 'https://id.gs1.org/253/4012345555554MELT-7',
      inputQuantityList: [y.some(LOT, 3, 'KGM')],
    });
    const events = [part([A], []), part([], [B]), lotIn, part([], [C])];
    for (const order of [events, events.toReversed(), [1, 0, 3, 2].map((at) => events[at] as EpcisEvent)]) {
      const { maker, auditor } = await people();
      await captured(maker, ...order);
      for (const input of [A, LOT])
        expect((await all(auditor, 'whereUsed', input)).toSorted()).toEqual([B, C]);
      for (const output of [B, C])
        expect((await all(auditor, 'whereFrom', output)).toSorted()).toEqual([LOT, A].toSorted());
    }
  });

  test('T4, frappe/erpnext#50279: may use parts of one coil one after another', async () => {
    const { maker, auditor } = await people();
    expect(await captured(maker, y.commission(A), y.transform([A], [B]), y.transform([A], [C]))).toEqual([]);
    expect(await all(auditor, 'whereUsed', A)).toEqual(expect.arrayContaining([B, C]));
    expect(await all(auditor, 'whereFrom', C)).toEqual([A]);
    expect((await auditor.on.part.read({ epc: A })).flags).toEqual([]);
  });

  test('T4: of another than its holder show a sign, and both lead on', async () => {
    const { maker, garage, auditor } = await people();
    await captured(maker, y.commission(A), y.transform([A], [B]));
    expect(await captured(garage, y.transform([A], [C]))).toEqual(['reappeared']);
    expect((await all(auditor, 'whereUsed', A)).toSorted()).toEqual([B, C]);
  });

  test('that did not occur lead to nothing', async () => {
    const { maker, auditor } = await people();
    const made = y.transform([A], [B]);
    await captured(maker, y.commission(A), made, y.declared(made, 'did_not_occur'));
    expect([await all(auditor, 'whereUsed', A), await all(auditor, 'whereFrom', B)]).toEqual([[], []]);
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe('active');
  });
});
