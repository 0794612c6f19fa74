import { eventHash } from '../../../../chaincode/src/part/epcis/hash';
import type { EpcisEvent } from '../../../../chaincode/src/part/epcis/event';
import * as y from '../yard';
import { all, boxOf, captured, carOf, lotOf, people } from './people';

const { epc } = y;
const [A, B] = [epc('A'), epc('B')] as const;
const LOT = lotOf('STEEL');
const code = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );
type World = Awaited<ReturnType<typeof people>>;

describe('T12, eclipse-tractusx/sig-release#1176: what is blocked goes nowhere', () => {
  const block = async ({ plant, maker }: World, ids: string[], id = 'N-1', to = 'manufacturer/bolts') => {
    const content = { severity: 'CRITICAL' as const, title: 'Cracks', information: 'Stop', affected: ids };
    await plant.on.part.raise({ ...content, id, type: 'BLOCK', to });
    await plant.on.part.send({ id });
    if (to === 'manufacturer/bolts') await maker.on.part.acknowledge({ id });
  };

  test.each([
    ['packed', (): EpcisEvent[] => [y.pack(boxOf(1), A)], boxOf(1)],
    ['packed twice', () => [y.pack(boxOf(1), A), y.pack(boxOf(2), boxOf(1))], boxOf(2)],
    [
      'packed five times',
      () => [y.pack(boxOf(1), A), ...[2, 3, 4, 5].map((at) => y.pack(boxOf(at), boxOf(at - 1)))],
      boxOf(5),
    ],
    ['fitted', () => [y.fit(B, A)], B],
    ['fitted in what is packed', () => [y.fit(B, A), y.pack(boxOf(1), B)], boxOf(1)],
  ])('a part that is %s, whatever is done to the outermost', async (_, history, outer) => {
    const world = await people();
    const { maker, plant } = world;
    await captured(maker, y.commission(A, B), ...history());
    await block(world, [A]);
    for (const event of [y.ship(outer), y.pack(boxOf(9), outer), y.fit(carOf(1), outer)])
      expect(await code(maker.on.part.capture({ event }))).toBe('PART_BLOCKED');
    await plant.on.part.close({ id: 'N-1' });
    expect(await code(maker.on.part.capture({ event: y.ship(outer) }))).toBe('taken');
  });

  test('and the box goes on once the part is out of it', async () => {
    const world = await people();
    const { maker } = world;
    await captured(maker, y.commission(A, B), y.pack(boxOf(1), A, B), y.pack(boxOf(2), boxOf(1)));
    await block(world, [A]);
    await captured(maker, y.unpack(boxOf(1), A));
    expect(await code(maker.on.part.capture({ event: y.ship(A) }))).toBe('PART_BLOCKED');
    expect(await code(maker.on.part.capture({ event: y.ship(boxOf(2)) }))).toBe('taken');
  });

  test.each([
    [
      'consumed',
      () => y.happened({ type: 'TransformationEvent', inputQuantityList: [y.some(LOT)], outputEPCList: [B] }),
    ],
    ['shipped', () => y.shipLots(y.some(LOT, 1))],
    ['packed', () => y.packLots(boxOf(2), [y.some(LOT, 1)])],
    ['fitted', () => y.fitLots(carOf(1), [y.some(LOT, 1)])],
    ['in a box that is shipped', () => y.ship(boxOf(1))],
    ['in a box in a box that is shipped', () => y.ship(boxOf(3))],
  ])('a lot %s', async (_, event) => {
    const world = await people();
    const { maker, dealer, plant } = world;
    await captured(maker, y.packLots(boxOf(1), [y.some(LOT, 3)]));
    const history = [y.packLots(boxOf(4), [y.some(LOT, 3)]), y.pack(boxOf(3), boxOf(4))];
    await captured(maker, ...history);
    await block(world, [LOT]);
    expect(await code(maker.on.part.capture({ event: event() }))).toBe('PART_BLOCKED');
    expect(await code(dealer.on.part.capture({ event: y.shipLots(y.some(LOT, 1)) }))).toBe('taken');
    expect(await code(maker.on.part.capture({ event: y.shipLots(y.some(lotOf('OTHER'), 1)) }))).toBe('taken');
    await plant.on.part.close({ id: 'N-1' });
    expect(await code(maker.on.part.capture({ event: event() }))).toBe('taken');
  });

  test('and a box goes on once the lot is out of it', async () => {
    const world = await people();
    const { maker } = world;
    await captured(maker, y.packLots(boxOf(1), [y.some(LOT, 3)]));
    await block(world, [LOT]);
    await captured(maker, y.unpackLots(boxOf(1), [y.some(LOT, 3)]));
    expect(await code(maker.on.part.capture({ event: y.ship(boxOf(1)) }))).toBe('taken');
  });

  test.each([
    ['itself', [], A],
    ['in its box', [y.pack(boxOf(1), A)], boxOf(1)],
  ])('a part that is under way %s, once it arrives', async (_, history, outer) => {
    const world = await people();
    const { maker, dealer } = world;
    await captured(maker, y.commission(A), ...history);
    await maker.on.part.capture({ event: y.ship(outer), to: 'lender/dealer' });
    await block(world, [A], 'N-2', 'lender/dealer');
    await dealer.on.part.acknowledge({ id: 'N-2' });
    await captured(dealer, y.receive(outer));
    expect(await code(dealer.on.part.capture({ event: y.ship(outer) }))).toBe('PART_BLOCKED');
  });

  test('a part that left before it was blocked, where it arrives', async () => {
    const world = await people();
    const { maker, dealer } = world;
    await captured(maker, y.commission(A), y.ship(A));
    await block(world, [A]);
    await captured(dealer, y.receive(A));
    expect(await code(dealer.on.part.capture({ event: y.ship(A) }))).toBe('PART_BLOCKED');
  });
});

describe('T13, gs1/EPCIS#276: children that are none', () => {
  test.each([
    ['AggregationEvent', 'packed', 'active'],
    ['AssociationEvent', 'fitted', 'removed'],
  ])('of an %s are all of them', async (type, before, after) => {
    const { maker, auditor } = await people();
    const put = type === 'AggregationEvent' ? y.pack(boxOf(1), A) : y.fit(boxOf(1), A);
    await captured(maker, y.commission(A), put);
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe(before);
    const empty = y.happened({ type, action: 'DELETE', parentID: boxOf(1), childEPCs: [] });
    await captured(maker, empty);
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe(after);
    expect(await all(auditor, 'whereFrom', boxOf(1))).toEqual([]);
    const { childEPCs: _, ...absent } = empty as { childEPCs: unknown } & EpcisEvent;
    expect((await maker.on.part.capture({ event: absent as EpcisEvent })).recorded).toBe('exists');
  });

  test('with lots alone are those lots', async () => {
    const { maker, auditor } = await people();
    await captured(maker, y.commission(A), y.packLots(boxOf(1), [y.some(LOT)], A));
    await captured(
      maker,
      y.happened({
        type: 'AggregationEvent',
        action: 'DELETE',
        parentID: boxOf(1),
        childEPCs: [],
        childQuantityList: [y.some(LOT)],
      }),
    );
    expect(await all(auditor, 'whereFrom', boxOf(1))).toEqual([A]);
  });
});

describe('T14, gs1/EPCIS#161: a correction stands in the place of what was wrong', () => {
  test.each(['declared before the correction', 'declared after it'])('%s', async (order) => {
    const { maker, auditor } = await people();
    const [wrong, right] = [y.fit(carOf(1), A), y.fit(carOf(1), B)];
    const declaration = y.declared(wrong, 'incorrect_data', [eventHash(right, {})]);
    const rest = order.endsWith('it') ? [right, declaration] : [declaration, right];
    await captured(maker, y.commission(A, B), wrong, ...rest);
    expect(await all(auditor, 'whereFrom', carOf(1))).toEqual([B]);
    expect(await all(auditor, 'whereUsed', A)).toEqual([]);
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe('active');
    const { items } = await auditor.on.part.listEvents({ epc: carOf(1) });
    expect(items.map(({ erroneous }) => erroneous)).toEqual([undefined, 'incorrect_data']);
  });

  test('and does what it could not do before', async () => {
    const { maker, auditor } = await people();
    const [wrong, right] = [y.shipTo(epc('X'), A), y.shipTo(epc('Y'), A)];
    await captured(
      maker,
      y.commission(A),
      wrong,
      right,
      y.declared(wrong, 'incorrect_data', [eventHash(right, {})]),
    );
    expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
      ...{ status: 'in_transit', transit: { destination: epc('Y') } },
    });
  });

  test('of a commissioning is no second one', async () => {
    const { maker, auditor } = await people();
    const wrong = y.commission(A);
    const right = y.commission(A, B);
    await captured(maker, wrong, right, y.declared(wrong, 'incorrect_data', [eventHash(right, {})]));
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ flags: [], state: { status: 'active' } });
  });

  test('of the parent is no second parent', async () => {
    const { maker, auditor } = await people();
    const [wrong, right] = [y.fit(carOf(1), A), y.fit(carOf(2), A)];
    await captured(
      maker,
      y.commission(A),
      wrong,
      right,
      y.declared(wrong, 'incorrect_data', [eventHash(right, {})]),
    );
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(2)]);
    expect((await auditor.on.part.read({ epc: A })).flags).toEqual([]);
  });

  test('of a transformation leads where it says', async () => {
    const { maker, auditor } = await people();
    const [wrong, right] = [y.transform([A], [epc('O')]), y.transform([B], [epc('O')])];
    await captured(
      maker,
      y.commission(A, B),
      wrong,
      right,
      y.declared(wrong, 'incorrect_data', [eventHash(right, {})]),
    );
    expect(await all(auditor, 'whereFrom', epc('O'))).toEqual([B]);
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe('active');
    expect((await auditor.on.part.read({ epc: B })).state.status).toBe('consumed');
  });

  test('data that nobody corrected keep their effect', async () => {
    const { maker, auditor } = await people();
    const wrong = y.fit(carOf(1), A);
    await captured(maker, y.commission(A), wrong, y.declared(wrong, 'incorrect_data'));
    expect(await all(auditor, 'whereFrom', carOf(1))).toEqual([A]);
  });
});

describe('T15, gs1/EPCIS#164: what did not occur', () => {
  const orders = (count: number): number[][] =>
    count === 1
      ? [[0]]
      : orders(count - 1).flatMap((order) =>
          Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
        );

  test.each(orders(2))(
    'shipping and receiving end the same, declared in the order %i, %i',
    async (...order) => {
      const { maker, dealer, auditor } = await people();
      const steps = [
        [maker, y.ship(A)],
        [dealer, y.receive(A)],
      ] as const;
      await captured(maker, y.commission(A));
      const before = (await auditor.on.part.read({ epc: A })).state;
      for (const [who, event] of steps) await captured(who, event);
      for (const at of order) {
        const [who, event] = steps[at] as (typeof steps)[number];
        await captured(who, y.declared(event, 'did_not_occur'));
      }
      expect(await auditor.on.part.read({ epc: A })).toMatchObject({ state: before, flags: [] });
    },
  );

  test.each(orders(4))('four steps end the same, declared in the order %i, %i, %i, %i', async (...order) => {
    const { maker, dealer, auditor } = await people();
    const steps = [
      [maker, y.pack(boxOf(1), A)],
      [maker, y.unpack(boxOf(1))],
      [maker, y.ship(A)],
      [dealer, y.fit(carOf(1), A)],
    ] as const;
    await captured(maker, y.commission(A));
    const before = (await auditor.on.part.read({ epc: A })).state;
    for (const [who, event] of steps) await captured(who, event);
    for (const at of order) {
      const [who, event] = steps[at] as (typeof steps)[number];
      await captured(who, y.declared(event, 'did_not_occur'));
    }
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ state: before, flags: [] });
    for (const id of [boxOf(1), carOf(1)]) expect(await all(auditor, 'whereFrom', id)).toEqual([]);
  });

  test('and a sign that two events show stays with the other', async () => {
    const { maker, garage, auditor } = await people();
    const [first, second] = [y.inspect(A), y.inspect(A)];
    await captured(maker, y.commission(A));
    await captured(garage, first, second, y.declared(first, 'did_not_occur'));
    expect((await auditor.on.part.read({ epc: A })).flags.map(({ flag }) => flag)).toEqual([
      'seen_elsewhere',
    ]);
    await captured(garage, y.declared(second, 'did_not_occur'));
    expect((await auditor.on.part.read({ epc: A })).flags).toEqual([]);
  });

  test.each(['2999-01-01T00:00:00Z', '2026-03-02T09:20:00Z'])(
    'is not declared at %s',
    async (declarationTime) => {
      const { maker } = await people();
      const event = y.commission(A);
      await captured(maker, event);
      const errorDeclaration = { declarationTime, reason: 'did_not_occur' as const };
      const act = maker.on.part.capture({ event: { ...event, errorDeclaration } });
      expect(await code(act)).toBe('EVENT_IN_FUTURE');
    },
  );
});

describe('T16: two systems tell one thing', () => {
  const told = (minute: number, event: EpcisEvent) => y.at(`2026-03-01T10:0${minute}:00.000Z`, event);
  test.each<[string, EpcisEvent[], EpcisEvent]>([
    ['a removal', [y.fit(carOf(1), A)], y.remove(carOf(1), A)],
    ['a fitting', [], y.fit(carOf(1), A)],
    ['an unpacking', [y.pack(boxOf(1), A)], y.unpack(boxOf(1), A)],
    ['a packing', [], y.pack(boxOf(1), A)],
    ['a shipping', [], y.ship(A)],
    ['a decommissioning', [], y.decommission(A)],
    ['a destruction', [], y.destroy(A)],
  ])('%s is a sighting the second time', async (_, history, event) => {
    const { maker, auditor } = await people();
    await captured(maker, y.commission(A), ...history, told(0, event));
    const before = (await auditor.on.part.read({ epc: A })).state;
    expect(await captured(maker, told(5, event))).toEqual([]);
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ state: before, flags: [] });
  });

  test('a removal from another party too', async () => {
    const { maker, garage, dealer, auditor } = await people();
    const event = y.remove(carOf(1), A);
    await captured(maker, y.commission(A), y.fit(carOf(1), A));
    await captured(garage, told(0, event));
    await captured(dealer, told(5, event));
    expect((await auditor.on.part.read({ epc: A })).state.custodian).toBe('insurer/garage');
  });
});

describe('T17: an id that comes again', () => {
  const box = boxOf(7);
  const [crate, asset] = [
    'https://id.gs1.org/8003/04012345000221C-1',
    'https://id.gs1.org/8004/4012345TOOL-1',
  ] as const;
  const on = (day: string, event: EpcisEvent) => y.at(`${day}T08:00:00.000Z`, event);

  test('GS1 General Specifications §4.3.1: of a logistic unit after a year is another one', async () => {
    const { maker, dealer, auditor } = await people();
    await captured(
      maker,
      on('2024-01-01', y.commission(box)),
      on('2024-01-02', y.pack(box, B)),
      on('2024-01-03', y.decommission(box)),
    );
    expect(
      await captured(
        maker,
        on('2026-01-05', y.commission(box)),
        on('2026-01-05', y.commission(A)),
        on('2026-01-06', y.pack(box, A)),
        on('2026-01-07', y.ship(box)),
      ),
    ).toEqual([]);
    await captured(dealer, on('2026-01-08', y.receive(box)));
    expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
      status: 'packed',
      custodian: 'lender/dealer',
    });
    expect((await auditor.on.part.read({ epc: box })).flags).toEqual([]);
    expect(await all(auditor, 'whereFrom', box)).toEqual([A]);
    expect((await auditor.on.part.read({ epc: B })).state.custodian).toBe('manufacturer/bolts');
    expect((await auditor.on.part.listEvents({ epc: box })).items).toHaveLength(7);
  });

  test('of a logistic unit within the year is a sign', async () => {
    const { maker } = await people();
    await captured(maker, on('2025-06-01', y.commission(box)), on('2025-06-02', y.decommission(box)));
    expect(await captured(maker, on('2026-01-05', y.commission(box)))).toContain('commissioned_twice');
  });

  test.each([
    ['GRAI', crate],
    ['GIAI', asset],
  ])('of what returns (%s) is another life', async (_, id) => {
    const { maker, auditor } = await people();
    await captured(maker, on('2026-01-01', y.commission(id)), on('2026-01-02', y.decommission(id)));
    expect(await captured(maker, on('2026-01-03', y.commission(id)))).toEqual([]);
    expect(await auditor.on.part.read({ epc: id })).toMatchObject({
      state: { status: 'active' },
      flags: [],
      events: 3,
    });
  });

  test.each([
    ['a serial of a trade item', A],
    ['what was destroyed', asset],
  ])('of %s is a sign', async (what, id) => {
    const { maker } = await people();
    const end = what === 'what was destroyed' ? y.destroy(id) : y.decommission(id);
    await captured(maker, on('2023-01-01', y.commission(id)), on('2023-01-02', end));
    expect(await captured(maker, on('2026-01-03', y.commission(id)))).toContain('commissioned_twice');
  });

  test('of another’s asset is a sign', async () => {
    const { maker, garage } = await people();
    await captured(maker, on('2026-01-01', y.commission(asset)), on('2026-01-02', y.decommission(asset)));
    expect(await captured(garage, on('2026-01-03', y.commission(asset)))).toContain('commissioned_twice');
  });

  test('that did not come again is what it was', async () => {
    const { maker, auditor } = await people();
    const again = on('2026-01-03', y.commission(asset));
    await captured(
      maker,
      on('2026-01-01', y.commission(asset)),
      on('2026-01-02', y.decommission(asset)),
      again,
    );
    await captured(maker, y.declared(again, 'did_not_occur'));
    expect((await auditor.on.part.read({ epc: asset })).state.status).toBe('decommissioned');
  });
});

describe('T19, RalphTro/epcis-event-hash-generator#114: the same event with a field of somebody’s own', () => {
  const context = { own: 'https://partner.example/epcis/' };
  const back = (event: EpcisEvent): EpcisEvent => ({ ...event, 'own:received': 'yes' }) as EpcisEvent;

  test.each<[string, EpcisEvent[], EpcisEvent]>([
    ['commissioning', [], y.commission(A)],
    ['shipping', [y.commission(A)], y.ship(A)],
    ['fitting', [y.commission(A)], y.fit(carOf(1), A)],
    ['decommissioning', [y.commission(A)], y.decommission(A)],
    ['transformation', [y.commission(A)], y.transform([A], [B])],
  ])('of a %s, given back by a partner, is no sign', async (_, history, event) => {
    const { maker, garage, auditor } = await people();
    await captured(maker, ...history, event);
    const before = (await auditor.on.part.read({ epc: A })).state;
    const answer = await garage.on.part.capture({ event: back(event), context });
    expect(answer).toMatchObject({ recorded: 'new', raised: [] });
    expect(await auditor.on.part.read({ epc: A })).toMatchObject({ state: before, flags: [] });
  });

  test('is a sign where the standard fields differ', async () => {
    const { maker, garage } = await people();
    await captured(maker, y.commission(A));
    const { raised } = await garage.on.part.capture({ event: back(y.commission(A)), context });
    expect(raised).toEqual([{ epc: A, flag: 'commissioned_twice' }]);
  });

  test('is the same event where its namespace is to be left out', async () => {
    const { maker, garage } = await people();
    const event = y.commission(A);
    const { eventId } = await maker.on.part.capture({ event });
    const left = { context, without: ['https://partner.example/epcis/'] };
    expect(await garage.on.part.capture({ event: back(event), ...left })).toEqual({
      ...{ eventId, recorded: 'exists', raised: [] },
    });
  });
});
