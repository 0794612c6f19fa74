import { join } from 'node:path';
import { connect, receiptOf } from '@roadbook/gateway';
import { type Raised, raise } from './raise';

jest.setTimeout(180_000);

const MEMBERS = 400;
const AT_ONCE = 32;

let network: Raised;
beforeAll(async () => {
  network = await raise({ batchInterval: '20ms' });
});
afterAll(async () => {
  await network?.lower();
});

test('at a batch interval of 20 ms, where orderers answer wrongly that they failed, no fact is doubled and none is reported failed', async () => {
  await using desk = await connect({
    profile: join(network.home, 'profiles', 'lender.json'),
    user: 'desk',
    service: 'service',
  });
  const wanted = Array.from({ length: MEMBERS }, (_, at) => `lender/m${at}`);
  const queue = [...wanted];
  const failures: unknown[] = [];
  let doubts = 0;
  const work = async () => {
    for (let member = queue.shift(); member; member = queue.shift()) {
      const registered = await desk.member
        .register({ member, role: 'owner' })
        .catch((error: unknown) => void failures.push(error));
      doubts += (registered && receiptOf(registered)?.doubts) || 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(failures).toEqual([]);

  const told: string[] = [];
  for await (const { facts } of desk.events({ facts: ['MemberRegistered'], from: 'first' })) {
    told.push(...facts.map(({ member }) => member).filter((member) => wanted.includes(member)));
    if (told.length >= MEMBERS) break;
  }
  expect(told.toSorted()).toEqual(wanted.toSorted());
  process.stdout.write(`${doubts} of ${MEMBERS} answers were doubtful; the ledger settled every one\n`);
});
