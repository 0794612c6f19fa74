import { createHash, randomBytes } from 'node:crypto';
import { time } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import { claimInFourteenCalls, loanInSixCalls, recallToTheVin } from '../../stories/tasks';
import { practice, scorecard, tariff } from '../../stories/terms';
import { carOf } from './sale';
import type { Behaviour, World } from './world';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const today = (world: World): string => time.dayOf(world.now());
const as = async (world: World, member: string, role: Parameters<World['be']>[1]): Promise<Rooms> =>
  (await world.be(member, role)).on as unknown as Rooms;

/** What the pages under docs/tasks show, played as they show it. */
export const taskBehaviour: Behaviour = (open) => {
  test('a loan in six calls', async () => {
    const world = await open();
    const [lender, owner] = [
      await as(world, 'lender/desk', 'lender'),
      await as(world, 'registry/owner', 'owner'),
    ];
    await lender.loan.publishScorecard(scorecard);
    const [vin, id] = [await carOf(world), world.fresh('task')];
    const first = await loanInSixCalls(owner, lender, vin, id);
    expect(first).toMatchObject({ kind: 'repayment', amount: { currency: 'EUR', amount: 55_805n } });
    expect(await lender.loan.read({ loanId: `L-${id}` })).toMatchObject({ status: 'active', vin });
  });

  test('a claim in fourteen calls', async () => {
    const world = await open();
    const [insurer, supervisor] = [
      await as(world, 'insurer/desk', 'insurer'),
      await as(world, 'insurer/supervisor', 'insurer'),
    ];
    const owner = await as(world, 'registry/owner', 'owner');
    await insurer.policy.publishTariff(tariff);
    const published = await insurer.claim
      .readPractice({ insurer: 'insurer' })
      .catch((error: { code?: string }) => error.code);
    if (published === 'NOT_FOUND')
      await insurer.claim.publishPractice({ ...practice, effectiveOn: today(world) });
    const [id, startsAt] = [world.fresh('task'), time.addMillis(world.now(), 8_000)];
    const car = { vin: await carOf(world), id, startsAt, reportHash: sha256(id) };
    const closed = await claimInFourteenCalls({ owner, insurer, supervisor }, car, () =>
      world.wait(time.addMillis(startsAt, 1)),
    );
    // 2,300.00 less 100.00 new for old, less the deductible of 500.00.
    expect(closed).toMatchObject({ status: 'closed', paid: { currency: 'EUR', amount: 170_000n } });
  });

  test('a recall to the VIN', async () => {
    const world = await open();
    const [supplier, plant] = [
      await as(world, 'manufacturer/supplier', 'supplier'),
      await as(world, 'manufacturer/plant', 'manufacturer'),
    ];
    const [bolt, car] = [
      `https://id.gs1.org/8004/9521141${world.fresh('B')}`,
      `https://id.gs1.org/8004/9521141${world.fresh('C')}`,
    ];
    const vin = await carOf(world);
    const salt = randomBytes(16).toString('hex');
    const bill = { epc: car, vin, children: [{ epc: bolt, quantity: 8, salt }] };
    const { seal } = await plant.part.keepBom({ epc: car }, bill);
    await plant.part.seal({ epc: car, what: 'bom', seal, children: [sha256(`${salt}\n${bolt}`)] });
    const id = world.fresh('task');
    expect(await recallToTheVin(supplier, plant, bolt, id)).toBe(1);
    expect((await plant.vehicle.listRecalls({ vin })).items).toMatchObject([{ vin, campaign: `RC-${id}` }]);
  });
};
