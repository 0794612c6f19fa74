import { VIN, OTHER_VIN } from '../service/market';
import { ANA, openCoalition, TOWN, WASH } from './coalition';

const gold = [{ attribute: 'tier' as const, operator: 'eq' as const, values: ['basic'] }];
const UNTIL = '2027-01-01T00:00:00.000Z';
const counting = { programId: TOWN, partner: WASH, criteria: gold };

async function openAudience(many: number) {
  const town = await openCoalition();
  for (let at = 0; at < many; at++) {
    const member = `registry/driver${at}`;
    const { on } = await town.be(member, 'owner');
    await on.loyalty.openWallet({ programId: TOWN, member });
    await on.loyalty.openAudience({ programId: TOWN, member, attributes: ['tier'], until: UNTIL });
  }
  return town;
}

test('a merchant counts who consented, never sees them, and small groups are refused', async () => {
  const { ana, wash, ben, be } = await openAudience(19);
  await expect(wash.on.loyalty.countAudience(counting)).rejects.toMatchObject({ code: 'AUDIENCE_SMALL' });
  const said = { ...counting, messageId: 'M-1', says: 'Half price on Monday', until: UNTIL };
  await wash.on.loyalty.address(said);
  const mine = { programId: TOWN, member: ANA };
  await ana.on.loyalty.openAudience({ ...mine, attributes: ['tier'], until: UNTIL });
  expect(await wash.on.loyalty.countAudience(counting)).toEqual({ count: 20, complete: true });
  expect((await ana.on.loyalty.listMessages(mine)).items).toMatchObject([{ messageId: 'M-1' }]);
  await expect(ben.on.loyalty.listMessages(mine)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await ben.on.loyalty.listMessages({ ...mine, member: 'registry/ben' })).items).toEqual([]);
  await expect(ana.on.loyalty.address({ ...said, messageId: 'M-2' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await ana.on.loyalty.openAudience({ ...mine, attributes: [], until: UNTIL });
  await expect(wash.on.loyalty.countAudience(counting)).rejects.toMatchObject({ code: 'AUDIENCE_SMALL' });
  const { on } = await be('registry/driver0', 'owner');
  expect((await on.loyalty.listMessages({ programId: TOWN, member: 'registry/driver0' })).items).toEqual([]);
});

test('only the model of an own vehicle is opened', async () => {
  const { ana } = await openCoalition();
  const mine = { programId: TOWN, member: ANA, attributes: ['model' as const], until: UNTIL };
  await expect(ana.on.loyalty.openAudience({ ...mine, vin: OTHER_VIN })).rejects.toMatchObject({
    code: 'AUDIENCE_OTHER',
  });
  expect((await ana.on.loyalty.openAudience({ ...mine, vin: VIN })).audience).toMatchObject({
    vin: VIN,
    attributes: ['model'],
  });
});
