import { openWorld } from '@roadbook/ledger';
import { member, org } from '../../../chaincode/src/kit/value/text';

test.each(['lender', 'Org1MSP', 'org1msp', 'SampleOrg', 'Bank_1-EU', '0', 'x'.repeat(50)])(
  'F9, an MSP id as its network has it: %s',
  (id) => {
    expect(org.safeParse(id).success).toBe(true);
    expect(member.safeParse(`${id}/ann`).success).toBe(true);
  },
);

test.each(['', '-a', '_a', 'org1.example.com', 'a/b', 'a b', 'ä', 'x'.repeat(51), 'a:b'])(
  'F9, Fabric names no collection of_%s',
  (id) => expect(org.safeParse(id).success).toBe(false),
);

test('F9, Org1MSP is admitted, and its people act under that name; org1msp is another', async () => {
  const world = await openWorld();
  const registrar = await world.be('registry/registrar', 'registrar');
  await registrar.on.member.admit({ org: 'Org1MSP', kind: 'lender', confers: ['lender'] });
  const desk = await world.be('Org1MSP/desk', 'lender');
  expect(await desk.on.member.whoAmI({})).toMatchObject({ org: 'Org1MSP', member: 'Org1MSP/desk' });
  const stranger = await world.be('org1msp/desk', 'lender');
  await expect(stranger.on.member.whoAmI({})).rejects.toMatchObject({ code: 'STRANGER' });
});
