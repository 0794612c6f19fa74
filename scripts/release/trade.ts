import { setTimeout as sleep } from 'node:timers/promises';
import { connect, RefusedByContract, type Roadbook } from '@roadbook/gateway';
import type { RaftNetwork } from './raft';

const VIN = '1M8GDM9AXKP042788';
const gearbox = (no: number) => `urn:epc:id:sgtin:4012345.011111.${no}`;
const eur = (amount: bigint) => ({ amount, currency: 'EUR' }) as const;

/**
 * What an integrator of the two organisations would do first: found the consortium, build a car out of a hundred parts, lend on
 * it with private facts; and what must be refused.
 */
export async function tradeOver(
  network: RaftNetwork,
  [json, yaml]: readonly [string, string],
): Promise<string[]> {
  const [one, two] = network.orgs;
  const open = async (profile: string, org: string, name: string, role?: string) =>
    await connect({
      ...{ profile, channel: network.channel },
      user: { mspDir: await network.enrol(org, name, role === undefined ? 'admin' : 'client', role) },
    });
  await using admin = await open(json, one, 'admin');
  await using registrar = await open(json, one, 'registrar', 'registrar');
  await using plant = await open(json, one, 'plant', 'manufacturer');
  await using owner = await open(json, one, 'ann', 'owner');
  await using lender = await open(yaml, two, 'desk', 'lender');
  const said: string[] = [];
  await awake(admin);
  const { organisations } = await admin.member.found({
    organisations: [
      { org: one, kind: 'registry', confers: ['registrar', 'auditor', 'owner', 'manufacturer', 'workshop'] },
      { org: two, kind: 'lender', confers: ['lender', 'owner'] },
    ],
  });
  said.push(`founded by ${organisations.map(({ org }) => org).join(' and ')}`);
  const { member } = await lender.member.whoAmI({});
  said.push(`${member} is known to the ledger under its MSP id as it is`);
  await registrar.vehicle.registerWmi({ wmi: '1M8', manufacturer: one, name: 'Roadbook Motors' });
  const now = new Date(Date.now() - 60_000).toISOString();
  const made = { type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' } as const;
  const event = (no: number) => ({
    ...made,
    ...{ eventTime: now, eventTimeZoneOffset: '+01:00', epcList: [gearbox(no)] },
  });
  const { results } = await plant.part.captureMany({
    items: Array.from({ length: 100 }, (_, at) => ({ event: event(at + 1) })),
  });
  said.push(
    `${results.length} events in one transaction, read and written by single messages: 2.5 takes no others`,
  );
  const model = { id: 'RB3-75', name: 'Roadbook 3, 75 kWh' };
  const day = now.slice(0, 10);
  await plant.vehicle.certifyBirth({ vin: VIN, model, builtOn: day, plant: { id: 'LEJ', name: 'Leipzig' } });
  await plant.vehicle.sell({ vin: VIN, to: `${one}/ann`, soldOn: day, country: 'DEU' });
  await registrar.vehicle.register({
    ...{
      vin: VIN,
      registrationId: 'R-1',
      owner: `${one}/ann`,
      jurisdiction: 'DE',
      plateTag: 'ab'.repeat(32),
    },
  });
  await owner.loan.apply({
    applicationId: 'A-1',
    vin: VIN,
    amount: eur(2_400_000n),
    instalments: 48,
    consentId: 'C-1',
  });
  const decision = { applicationId: 'A-1', decisionId: 'D-1' };
  const facts = {
    ...{ monthlyIncome: eur(380_000n), vehicleValue: eur(3_000_000n), creditScore: 740 },
    ...{ employedMonths: 60, delinquencies: 0, bankruptcies: 0 },
  };
  const { seal } = await lender.loan.underwrite(decision, facts);
  said.push(`private facts stay in of_${two}; the ledger keeps their seal ${seal.slice(0, 12)}…`);
  const refused = await codeOf(() => owner.loan.underwrite(decision, facts));
  said.push(`an owner who would decide on its own loan is refused: ${refused}`);
  const trust = await owner.vehicle.read({ vin: VIN });
  said.push(
    `the car ${trust.vin} is ${trust.status}, read over the other organisation’s profile too: ${(await lender.vehicle.read({ vin: VIN })).status}`,
  );
  return said;
}

/** Peers find one another in their own time after a first start. */
async function awake(desk: Roadbook): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await desk.member.whoAmI({});
      return;
    } catch (error) {
      if (error instanceof RefusedByContract || attempt === 60) return;
      await sleep(1_000);
    }
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
