import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Commit, Contract, ProposalOptions } from '@hyperledger/fabric-gateway';
import { enrol } from '../../scripts/ca';
import { openHome } from '../../scripts/home';
import { caOf, secretOf } from '../../scripts/identities';
import { identityOf, toy } from './toy';

jest.setTimeout(180_000);

const home = () => process.env['ROADBOOK_HOME'] ?? '';
const mark = Date.now().toString(36);
const epcOf = (at: string) => `urn:epc:id:sgtin:4012345.011111.${mark}${at}`;
/** Each such transaction held a peer for more than a minute; only that is what it ends. */
const HELD = 40_000;
const plant = () => identityOf(home(), 'manufacturer', 'plant');

/** Private facts of the manufacturer, to be endorsed by whom one likes, as any member can ask without the gateway library. */
const keeping = (epc: string, endorser: string): ProposalOptions => ({
  arguments: [JSON.stringify({ epc })],
  transientData: {
    private: JSON.stringify({
      salt: randomBytes(16).toString('hex'),
      facts: { epc, price: { currency: 'EUR', amount: '100' } },
    }),
  },
  endorsingOrganizations: [endorser],
});

const toldInTime = (commit: Commit) => Promise.race([commit.getStatus(), sleep(HELD, 'it is held', { ref: false })]);
const elsewhere = <T>(work: (contract: Contract) => Promise<T>) => toy(home(), plant(), work, { via: 'lender' });

test('who writes to the private facts of an organisation without its endorsement does not hold its peer', async () => {
  const outcomes = await elsewhere(async (contract) => {
    const sent: Commit[] = [];
    for (const at of ['1', '2', '3']) sent.push(await contract.submitAsync('part:keepPrice', keeping(epcOf(at), 'lender')));
    return await Promise.all(sent.map(toldInTime));
  });
  // ENDORSEMENT_POLICY_FAILURE
  for (const outcome of outcomes) expect(outcome).toMatchObject({ successful: false, code: 10 });
  await toy(home(), plant(), async (own) => {
    const epc = epcOf('own');
    expect(await toldInTime(await own.submitAsync('part:keepPrice', keeping(epc, 'manufacturer')))).toMatchObject({
      successful: true,
    });
    const asked = { arguments: [JSON.stringify({ epc, org: 'manufacturer' })], endorsingOrganizations: ['manufacturer'] };
    expect(JSON.parse(Buffer.from(await own.evaluate('part:revealPrice', asked)).toString())).toMatchObject({ epc });
  });
});

test.each(['identity', 'tls'] as const)('wrong passwords lock nobody out of the %s authority', async (name) => {
  const place = openHome();
  const [organisation] = place.topology.organisations;
  if (!organisation) throw new Error('the topology has no organisation');
  const ca = caOf(place, organisation);
  const registrar = 'ca-registrar';
  for (let attempt = 0; attempt < 12; attempt++)
    await expect(enrol(ca, name, registrar, randomBytes(24).toString('base64url'), '')).rejects.toThrow('refused to enrol');
  const { cert } = await enrol(ca, name, registrar, secretOf(place, organisation, registrar), '');
  expect(cert).toContain('BEGIN CERTIFICATE');
});
