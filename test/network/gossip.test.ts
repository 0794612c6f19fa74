import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { receiptOf } from '@roadbook/gateway';
import { gossiped } from './gossip';
import { type Identity, identityOf } from './toy';
import { realWorld } from './world';

jest.setTimeout(180_000);

const world = realWorld();
afterAll(() => world.close());
const home = () => process.env['ROADBOOK_HOME'] ?? '';

/** The certificate and key by which a node itself speaks. */
function nodeOf(org: string, node: string): Identity {
  const folder = join(home(), 'organisations', org, node, 'msp');
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  return { mspId: org, cert: read('signcerts', 'cert.pem'), key: read('keystore', 'key.pem') };
}

let text = '';
let block = 0n;
let suspended = '';

beforeAll(async () => {
  const { on: desk } = await world.be('lender/desk', 'lender');
  suspended = world.fresh('gone');
  await world.be(`lender/${suspended}`, 'owner');
  await desk.member.register({ member: `lender/${suspended}`, role: 'owner' });
  await desk.member.suspend({ party: `lender/${suspended}` });
  text = world.fresh('for nobody else');
  block = receiptOf(await desk.payment.note({ paymentId: world.fresh('P') }, { text }))?.blockNumber ?? 0n;
  expect(block).toBeGreaterThan(0n);
});

test('the very program is given the private facts when it has the key of the organisation’s peer', async () => {
  const { said, bytes } = await gossiped(home(), nodeOf('lender', 'peer0'), 'lender', block);
  expect(said).toBe('GIVEN');
  expect(bytes.includes(text)).toBe(true);
});

test('a person, a suspended member and a service of the organisation are turned away before they can ask', async () => {
  const owner = world.fresh('owner');
  await world.be(`lender/${owner}`, 'owner');
  for (const user of [owner, suspended, 'desk', 'service']) {
    const { said, bytes } = await gossiped(home(), identityOf(home(), 'lender', user), 'lender', block);
    expect([user, said, bytes.length]).toEqual([
      user,
      expect.stringContaining('the identity does not have an OU'),
      0,
    ]);
  }
});

test('of another organisation a person is turned away too; a service and a peer may ask and are given nothing', async () => {
  const ask = (who: Identity) => gossiped(home(), who, 'lender', block);
  const owner = await ask(identityOf(home(), 'registry', 'owner'));
  expect(owner).toEqual({ said: expect.stringContaining("'Readers' sub-policies"), bytes: Buffer.alloc(0) });
  expect(await ask(identityOf(home(), 'insurer', 'service'))).toEqual({
    said: 'NOTHING',
    bytes: Buffer.alloc(0),
  });
  // The peer whose key it is may reconnect meanwhile, which ends the stream of its double.
  const double = await ask(nodeOf('insurer', 'peer0'));
  expect(double).toEqual({ said: expect.stringMatching(/^(NOTHING|END)$/), bytes: Buffer.alloc(0) });
});
