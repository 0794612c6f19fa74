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
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('T5, odoo/odoo#6313: nothing is in itself', () => {
  test.each([2, 3, 5, 6, 9, 20, 31])('over %i levels', async (levels) => {
    const { maker, auditor } = await people();
    const things = upTo(levels).map((at) => epc(`G${at}`));
    await captured(maker, y.commission(...things));
    await captured(maker, ...things.slice(1).map((outer, at) => y.fit(outer, things[at] ?? '')));
    const [inner, outer] = [things[0] ?? '', things.at(-1) ?? ''];
    expect(await code(maker.on.part.capture({ event: y.fit(inner, outer) }))).toBe('PARENT_IN_ITSELF');
    expect(await auditor.on.part.countAffected({ ids: [inner], depth: 64 })).toEqual({
      ...{ reached: levels, outermost: 1, truncated: false },
    });
  });

  test.each(['from the inside out', 'from the outside in', 'from the middle'])(
    'and more levels than can be followed are refused, built %s: NESTED_TOO_DEEP',
    async (how) => {
      const { maker } = await people();
      const boxes = upTo(40).map(boxOf);
      const pairs = boxes.slice(1).map((outer, at) => y.pack(outer, boxes[at] ?? ''));
      const middle = [...pairs.slice(20), ...pairs.slice(0, 20)];
      const order =
        { 'from the inside out': pairs, 'from the outside in': pairs.toReversed() }[how] ?? middle;
      const codes: string[] = [];
      for (const event of order) codes.push(await code(maker.on.part.capture({ event })));
      expect(new Set(codes)).toEqual(new Set(['taken', 'NESTED_TOO_DEEP']));
      expect(codes.filter((one) => one === 'taken').length).toBeGreaterThanOrEqual(31);
    },
  );

  test('through a second claim either', async () => {
    const { maker, garage } = await people();
    await captured(maker, y.commission(A, B), y.fit(carOf(1), A));
    await captured(garage, y.fit(B, A));
    expect(await code(garage.on.part.capture({ event: y.fit(A, B) }))).toBe('PARENT_IN_ITSELF');
  });

  test('by taking back what stood in the way either', async () => {
    const { maker } = await people();
    const out = y.remove(B, A);
    await captured(maker, y.commission(A, B), y.fit(B, A), out, y.fit(A, B));
    const act = maker.on.part.capture({ event: y.declared(out, 'did_not_occur') });
    expect(await code(act)).toBe('PARENT_IN_ITSELF');
  });

  test('by taking back that all was taken out either', async () => {
    const { maker } = await people();
    const out = y.unpack(boxOf(1));
    await captured(maker, y.pack(boxOf(1), boxOf(2)), out, y.pack(boxOf(2), boxOf(1)));
    const act = maker.on.part.capture({ event: y.declared(out, 'did_not_occur') });
    expect(await code(act)).toBe('PARENT_IN_ITSELF');
  });
});

describe('T6: custody follows what a thing is in', () => {
  test.each([1, 2, 5, 6, 12, 30])('in %i containers', async (levels) => {
    const { maker, dealer } = await people();
    const boxes = upTo(levels).map(boxOf);
    await captured(maker, y.commission(A), y.pack(boxes[0] ?? '', A));
    await captured(maker, ...boxes.slice(1).map((outer, at) => y.pack(outer, boxes[at] ?? '')));
    await captured(maker, y.ship(boxes.at(-1) ?? ''));
    await captured(dealer, y.receive(boxes.at(-1) ?? ''));
    for (const id of [A, ...boxes])
      expect((await dealer.on.part.read({ epc: id })).state.custodian).toBe('lender/dealer');
    expect(await captured(dealer, ...boxes.toReversed().map((box) => y.unpack(box)))).toEqual([]);
    expect((await dealer.on.part.read({ epc: A })).state).toMatchObject({
      ...{ status: 'active', custodian: 'lender/dealer' },
    });
  });

  test('of a part that is fitted in what is packed', async () => {
    const { maker, dealer } = await people();
    await captured(maker, y.commission(A, B), y.fit(B, A), y.pack(boxOf(1), B), y.ship(boxOf(1)));
    await captured(dealer, y.receive(boxOf(1)));
    expect((await dealer.on.part.read({ epc: A })).state.custodian).toBe('lender/dealer');
  });

  test('and of what was taken out at a stroke is with who did it, whoever empties the same box later', async () => {
    const { maker, dealer, auditor } = await people();
    await captured(maker, y.commission(A), y.pack(boxOf(1), A), y.unpack(boxOf(1)), y.ship(boxOf(1)));
    await captured(dealer, y.receive(boxOf(1)), y.commission(B), y.pack(boxOf(1), B), y.unpack(boxOf(1)));
    expect((await auditor.on.part.read({ epc: A })).state.custodian).toBe('manufacturer/bolts');
    expect((await auditor.on.part.read({ epc: B })).state.custodian).toBe('lender/dealer');
  });
});

describe('T9: what says nothing of where a part is takes it out of nothing', () => {
  test('removed from a car that it is not in', async () => {
    const { maker, garage, auditor } = await people();
    await captured(maker, y.commission(A), y.fit(carOf(2), A));
    expect(await captured(garage, y.remove(carOf(1), A))).toEqual(['two_parents']);
    expect(await all(auditor, 'whereFrom', carOf(2))).toEqual([A]);
    expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
      ...{ status: 'fitted', custodian: 'manufacturer/bolts', parent: { id: carOf(2) } },
    });
  });

  test('unpacked from a box that it is not in, by its holder', async () => {
    const { maker, auditor } = await people();
    await captured(maker, y.commission(A), y.pack(boxOf(2), A));
    expect(await captured(maker, y.unpack(boxOf(1), A))).toEqual(['two_parents']);
    expect(await all(auditor, 'whereFrom', boxOf(2))).toEqual([A]);
  });

  test('everything taken out of another car', async () => {
    const { maker, garage, auditor } = await people();
    await captured(maker, y.commission(A), y.fit(carOf(2), A));
    expect(await captured(garage, y.remove(carOf(1)))).toEqual([]);
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(2)]);
  });

  test('a lot that is in another car', async () => {
    const { maker, garage, auditor } = await people();
    await captured(maker, y.fitLots(carOf(2), [y.some(LOT)]));
    await captured(garage, y.removeLots(carOf(1), [y.some(LOT)]));
    expect(await all(auditor, 'whereUsed', LOT)).toEqual([carOf(2)]);
  });
});

describe('T10: a copied serial', () => {
  const copied = async () => {
    const world = await people();
    await captured(world.maker, y.commission(A), y.fit(carOf(1), A));
    expect(await captured(world.garage, y.fit(carOf(9), A))).toContain('two_parents');
    return world;
  };

  test('is in both cars until that is settled', async () => {
    const { auditor } = await copied();
    for (const car of [carOf(1), carOf(9)]) expect(await all(auditor, 'whereFrom', car)).toEqual([A]);
    const { links } = await auditor.on.part.whereUsed({ id: A });
    expect(links.map(({ id, claimed }) => [id, claimed])).toEqual([
      [carOf(1), true],
      [carOf(9), true],
    ]);
    expect(await auditor.on.part.countAffected({ ids: [A] })).toMatchObject({ reached: 3, outermost: 2 });
    expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
      ...{ parent: { id: carOf(1) }, custodian: 'manufacturer/bolts' },
    });
  });

  test('stays in the first one whatever a stranger takes out', async () => {
    const { dealer, auditor } = await copied();
    expect(await captured(dealer, y.remove(carOf(1), A))).toEqual([]);
    await captured(dealer, y.remove(carOf(1)));
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(1), carOf(9)]);
  });

  test.each([
    ['who said so takes it out of the second', 'garage', carOf(9), carOf(1)],
    ['its maker takes it out of the second', 'maker', carOf(9), carOf(1)],
    ['its maker takes it out of the first', 'maker', carOf(1), carOf(9)],
  ] as const)('is in one when %s', async (_, who, from, left) => {
    const world = await copied();
    await captured(world[who], y.remove(from, A));
    expect(await all(world.auditor, 'whereUsed', A)).toEqual([left]);
  });

  test.each(['maker', 'auditor'] as const)('is settled by its %s', async (who) => {
    const world = await copied();
    const { auditor } = world;
    const settled = await world[who].on.part.settle({ epc: A, parent: carOf(1) });
    expect(settled.state.claims).toBeUndefined();
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(1)]);
    expect([await all(auditor, 'whereFrom', carOf(1)), await all(auditor, 'whereFrom', carOf(9))]).toEqual([
      [A],
      [],
    ]);
    expect(settled.flags.map(({ flag }) => flag)).toContain('two_parents');
  });

  test('is settled by who holds it, into the other, or into none', async () => {
    const { maker, dealer, garage, auditor } = await people();
    await captured(maker, y.commission(A, B), y.ship(A, B));
    await captured(dealer, y.receive(A, B), y.fit(carOf(1), A, B));
    await captured(garage, y.fit(carOf(9), A, B));
    await dealer.on.part.settle({ epc: A, parent: carOf(9) });
    await dealer.on.part.settle({ epc: B });
    expect([await all(auditor, 'whereUsed', A), await all(auditor, 'whereUsed', B)]).toEqual([
      [carOf(9)],
      [],
    ]);
    expect((await auditor.on.part.read({ epc: B })).state).toMatchObject({
      ...{ status: 'removed', custodian: 'lender/dealer' },
    });
  });

  test('is settled by no stranger, and into nothing that nobody named', async () => {
    const { maker, garage, dealer } = await copied();
    for (const who of [garage, dealer])
      expect(await code(who.on.part.settle({ epc: A, parent: carOf(9) }))).toBe('NOT_TO_SETTLE');
    expect(await code(maker.on.part.settle({ epc: A, parent: carOf(5) }))).toBe('CLAIMS_NOTHING');
  });

  test('that is packed is not taken out of its box by a stranger who fits it', async () => {
    const { maker, garage, auditor } = await people();
    await captured(maker, y.commission(A), y.pack(boxOf(1), A));
    expect(await captured(garage, y.fit(carOf(9), A))).toContain('two_parents');
    expect((await all(auditor, 'whereUsed', A)).toSorted()).toEqual([boxOf(1), carOf(9)].toSorted());
    expect((await auditor.on.part.read({ epc: A })).state.status).toBe('packed');
  });

  test('whose second event did not occur is in the first alone', async () => {
    const { maker, garage, auditor } = await people();
    const copy = y.fit(carOf(9), A);
    const first = y.fit(carOf(1), A);
    await captured(maker, y.commission(A), first);
    await captured(garage, copy, y.declared(copy, 'did_not_occur'));
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(1)]);
    await captured(garage, y.fit(carOf(8), A));
    await captured(maker, y.declared(first, 'did_not_occur'));
    expect(await all(auditor, 'whereUsed', A)).toEqual([carOf(8)]);
  });

  test('and nobody is counted in a circle of claims', async () => {
    const { maker, garage, auditor } = await people();
    const H = epc('H');
    await captured(maker, y.commission(A), y.fit(carOf(1), A));
    await captured(garage, y.commission(H), y.fit(H, carOf(1)), y.transform([H], [A]));
    const { outermost, truncated } = await auditor.on.part.countAffected({ ids: [A] });
    expect([outermost > 0, truncated]).toEqual([true, false]);
  });
});

describe('T11: a fitted serial that is elsewhere', () => {
  const place = 'https://id.gs1.org/414/4012345000054';
  const home = 'https://id.gs1.org/414/4012345000047';
  const elsewhere = (bizStep: string, more: object = {}) =>
    y.happened({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep,
      epcList: [A],
      readPoint: { id: place },
      ...more,
    });
  const fitted = async () => {
    const world = await people();
    await captured(world.maker, y.commission(A), y.fit(carOf(1), A));
    await captured(
      world.maker,
      y.happened({
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'storing',
        epcList: [carOf(1)],
        readPoint: { id: home },
      }),
    );
    return world;
  };

  test.each(['receiving', 'accepting', 'shipping', 'void_shipping', 'inspecting', 'stocking'])(
    '%s by who does not hold the car is a sign, and its place is the car’s',
    async (bizStep) => {
      const { garage, auditor } = await fitted();
      expect(await captured(garage, elsewhere(bizStep))).toEqual(['seen_elsewhere']);
      expect((await auditor.on.part.read({ epc: A })).place).toBe(home);
      expect((await auditor.on.part.read({ epc: A })).state).toMatchObject({
        ...{ status: 'fitted', custodian: 'manufacturer/bolts', parent: { id: carOf(1) } },
      });
    },
  );

  test('none is where the car is, together with the car, or with who holds it', async () => {
    const { maker, garage } = await fitted();
    expect(await captured(garage, elsewhere('inspecting', { readPoint: { id: home } }))).toEqual([]);
    expect(await captured(garage, elsewhere('inspecting', { epcList: [A, carOf(1)] }))).not.toContainEqual(
      'two_parents',
    );
    expect(await captured(maker, elsewhere('inspecting'))).toEqual([]);
  });
});
