import { openWorld, type Someone } from '@roadbook/ledger';
import { contentSeal } from '../../../chaincode/src/part/rules/proof';
import { box, commission, epc, pack, receive, ship } from './yard';

const [bolt, nut] = [epc('BOLT'), epc('NUT')];
const salt = '1'.repeat(32);

describe.each([true, false])('the own bills of material, with batched messages: %s', (batched) => {
  const open = async () => {
    const world = await openWorld({ batched });
    const [maker, plant] = [
      await world.be('manufacturer/bolts', 'supplier'),
      await world.be('manufacturer/plant', 'manufacturer'),
    ];
    return { ...world, maker, plant, dealer: await world.be('lender/dealer', 'dealer') };
  };
  const keep = async (who: Someone, parent: string, child: string, sealed = true, more: object = {}) => {
    const { seal } = await who.on.part.keepBom(
      { epc: parent },
      { epc: parent, children: [{ epc: child, quantity: 1, salt }], ...more },
    );
    const lines = sealed ? { children: [contentSeal(salt, child)] } : {};
    await who.on.part.seal({ epc: parent, what: 'bom', seal, ...lines });
  };

  test('show which parts hold what is affected, with the salt of a sealed line, page by page', async () => {
    const { maker } = await open();
    const parents = ['A', 'B', 'C', 'D'].map(epc);
    for (const [at, parent] of parents.entries()) await keep(maker, parent, at === 1 ? nut : bolt, at !== 2);
    const asked = { children: ['urn:epc:id:sgtin:4012345.011111.BOLT'], size: 3 };
    const first = await maker.on.part.searchBoms(asked);
    expect(first.items).toEqual([
      { parent: epc('A'), child: bolt, salt },
      { parent: epc('C'), child: bolt },
    ]);
    const rest = await maker.on.part.searchBoms({ ...asked, after: first.next ?? '' });
    expect(rest).toEqual({ items: [{ parent: epc('D'), child: bolt, salt }] });
  });

  test('are looked through by their keeper alone', async () => {
    const { maker, plant, dealer } = await open();
    await keep(maker, epc('A'), bolt);
    for (const other of [plant, dealer])
      expect((await other.on.part.searchBoms({ children: [bolt] })).items).toEqual([]);
  });

  test('name the customer that they say, else the one who holds the part or is to receive it', async () => {
    const { maker, dealer } = await open();
    const [held, gone, boxed, told] = ['HELD', 'GONE', 'BOXED', 'TOLD'].map(epc) as [
      string,
      string,
      string,
      string,
    ];
    await maker.on.part.capture({ event: commission(held, gone, boxed, told) });
    await maker.on.part.capture({ event: ship(gone, told) });
    await dealer.on.part.capture({ event: receive(gone, told) });
    await maker.on.part.capture({ event: pack(box, boxed) });
    await maker.on.part.capture({ event: ship(box), to: 'lender/dealer' });
    for (const parent of [held, gone, boxed]) await keep(maker, parent, bolt);
    await keep(maker, told, bolt, true, { customer: 'insurer/garage' });
    const { items } = await maker.on.part.searchBoms({ children: [bolt] });
    expect(items.map(({ parent, customer }) => [parent, customer])).toEqual([
      [boxed, 'lender/dealer'],
      [gone, 'lender/dealer'],
      [held, undefined],
      [told, 'insurer/garage'],
    ]);
  });
});
