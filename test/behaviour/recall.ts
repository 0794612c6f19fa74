import { createHash, randomBytes } from 'node:crypto';
import type { Clients } from '@roadbook/ledger';
import { type RecallStep, walkRecall } from '@roadbook/gateway';
import type { Behaviour, World } from './world';

const sealOf = (salt: string, child: string): string =>
  createHash('sha256').update(`${salt}\n${child}`).digest('hex');
const partOf = (world: World): string => `https://id.gs1.org/8004/4012345${world.fresh('P')}`;

/** Somebody keeps what a part is made of, and stands by the salted hash of each line. */
async function keepBom(
  on: Clients,
  epc: string,
  holds: readonly string[],
  more: { customer?: string; vin?: string } = {},
) {
  const children = holds.map((child) => ({ epc: child, quantity: 1, salt: randomBytes(16).toString('hex') }));
  const { seal } = await on.part.keepBom({ epc }, { epc, children, ...more });
  const lines = children.map(({ salt, epc: child }) => sealOf(salt, child));
  await on.part.seal({ epc, what: 'bom', seal, children: lines });
}

async function newCar(world: World): Promise<string> {
  const registrar = await world.be('registry/registrar', 'registrar');
  await registrar.on.vehicle
    .registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' })
    .catch(() => undefined);
  const [vin, builtOn] = [world.vin(), world.now().slice(0, 10)];
  const plant = await world.be('manufacturer/plant', 'manufacturer');
  await plant.on.vehicle.certifyBirth({
    vin,
    model: { id: 'M8', name: 'Coach' },
    builtOn,
    plant: { id: '4711' },
  });
  return vin;
}

/**
 * An ingot of the smelter is in a bolt of the dealer, the bolt in a module of the garage, the module in a car
 * of the plant; each keeps only its own bill of material. What the garage holds beside is not affected.
 */
export async function threeTiers(world: World) {
  const smelter = (await world.be('registry/smelter', 'supplier')).on;
  const dealer = (await world.be('lender/dealer', 'dealer')).on;
  const garage = (await world.be('insurer/garage', 'workshop')).on;
  const plant = (await world.be('manufacturer/plant', 'manufacturer')).on;
  const auditor = (await world.be('registry/auditor', 'auditor')).on;
  const [ingot, bolt, spare, module, other, car] = Array.from({ length: 6 }, () => partOf(world)) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const vin = await newCar(world);
  await keepBom(dealer, bolt, [partOf(world), ingot], { customer: 'insurer/garage' });
  await keepBom(dealer, spare, [ingot]);
  await keepBom(garage, other, [partOf(world)], { customer: 'manufacturer' });
  await keepBom(garage, module, [bolt], { customer: 'manufacturer' });
  await keepBom(plant, car, [module], { vin });
  const root = world.fresh('N');
  const content = {
    type: 'ALERT' as const,
    severity: 'CRITICAL' as const,
    title: 'Brittle',
    information: 'Cracks in the cold',
  };
  await smelter.part.raise({ id: root, ...content, affected: [ingot], to: 'lender/dealer' });
  const recall = {
    ...{
      campaign: world.fresh('C'),
      receivedOn: world.now().slice(0, 10),
      component: 'Bolt',
      summary: 'It may crack',
    },
    ...{ consequence: 'A crash', remedy: 'A new bolt', make: 'Works', model: 'Coach' },
    ...{ parkIt: true, parkOutside: false, overTheAir: false, notification: root },
  };
  return { smelter, dealer, garage, plant, auditor, root, recall, vin, spare };
}

export async function stepsOf(walk: AsyncIterable<RecallStep>): Promise<RecallStep[]> {
  const steps: RecallStep[] = [];
  for await (const step of walk) steps.push(step);
  return steps;
}

const sentIn = (steps: readonly RecallStep[]): string =>
  steps.flatMap((step) => (step.did === 'forwarded' ? [step.sent] : []))[0] ?? 'nothing';

export const recallBehaviour: Behaviour = (open) => {
  test('a recall walks from the ingot to the car through three private bills of material, acknowledged at each tier', async () => {
    const world = await open();
    const { smelter, dealer, garage, plant, auditor, root, recall, vin } = await threeTiers(world);
    await smelter.part.send({ id: root });
    const first = await stepsOf(walkRecall(dealer, root));
    expect(first).toMatchObject([
      { did: 'acknowledged', tier: 1 },
      { did: 'forwarded', to: 'insurer/garage', parts: 1, proven: 1 },
      { did: 'held', parts: 1 },
    ]);
    expect(sentIn(await stepsOf(walkRecall(dealer, root)))).toBe(sentIn(first));
    const second = await stepsOf(walkRecall(garage, sentIn(first), { days: 3 }));
    expect(second).toMatchObject([
      { did: 'acknowledged', tier: 2 },
      { did: 'forwarded', to: 'manufacturer', parts: 1, proven: 1 },
    ]);
    expect(await stepsOf(walkRecall(plant, sentIn(second)))).toMatchObject([
      { did: 'acknowledged', tier: 3 },
      { did: 'waited', vehicles: 1 },
    ]);
    await plant.vehicle.announceRecall(recall);
    const { campaign } = recall;
    expect(await stepsOf(walkRecall(plant, sentIn(second)))).toMatchObject([
      { did: 'recalled', campaign, vehicles: 1 },
    ]);

    expect(await auditor.vehicle.countRecalled({ campaign })).toEqual({ affected: 1, completed: 0 });
    expect((await auditor.vehicle.listCampaigns({ notification: root })).items).toMatchObject([{ campaign }]);
    expect((await plant.vehicle.listRecalls({ vin })).items).toMatchObject([{ vin, campaign }]);
    const { items } = await smelter.part.listTiers({ id: root });
    expect(
      items
        .toSorted((left, right) => left.tier - right.tier)
        .map(({ tier, status, proven }) => [tier, status, proven]),
    ).toEqual([
      [1, 'ACKNOWLEDGED', 0],
      [2, 'ACKNOWLEDGED', 1],
      [3, 'ACKNOWLEDGED', 1],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/dealer|garage|manufacturer|id\.gs1/);
  });

  test('a serial of a registered company prefix is commissioned by its owner alone', async () => {
    const world = await open();
    const [registrar, owner] = [
      await world.be('registry/registrar', 'registrar'),
      await world.be('registry/smelter', 'supplier'),
    ];
    const stranger = await world.be('lender/dealer', 'dealer');
    const prefix = String(Date.parse(world.now())).slice(-12).replace(/^0/, '1');
    await registrar.on.part.registerPrefix({ prefix, party: 'registry/smelter', company: 'Smelter KG' });
    const epc = `https://id.gs1.org/8004/${prefix}INGOT`;
    const time = { eventTime: world.now(), eventTimeZoneOffset: '+00:00' };
    const event = {
      type: 'ObjectEvent' as const,
      action: 'ADD' as const,
      bizStep: 'commissioning' as const,
      ...time,
      epcList: [epc],
    };
    await expect(stranger.on.part.capture({ event })).rejects.toMatchObject({ code: 'PREFIX_OF_ANOTHER' });
    await owner.on.part.capture({ event });
    const { state } = await stranger.on.part.read({ epc });
    expect(state).toMatchObject({ maker: 'registry/smelter', companyPrefix: 'registered' });
  });

  test('an agent passes on nothing that is not addressed to it or that people have not acknowledged', async () => {
    const { smelter, dealer, garage, root } = await threeTiers(await open());
    await smelter.part.send({ id: root });
    expect(await stepsOf(walkRecall(dealer, root, { acknowledge: false }))).toEqual([]);
    await expect(stepsOf(walkRecall(garage, root))).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await dealer.part.acknowledge({ id: root });
    expect(await stepsOf(walkRecall(dealer, root, { acknowledge: false }))).toMatchObject([
      { did: 'forwarded' },
      { did: 'held' },
    ]);
  });
};
