import { join } from 'node:path';
import { readTopology } from '../../network/topology';
import { mustBeConferred, mustBeFree } from '../../scripts/identity/names';

const topology = readTopology(join(__dirname, '..', '..', 'network', 'topology.yaml'), 0);
const lender = topology.organisations.find(({ name }) => name === 'lender');
if (!lender) throw new Error('no lender');

test.each(['desk', 'Anna', 'a.b-c_9', 'x'.repeat(64)])('%s may be the name of a person', (name) => {
  expect(() => mustBeFree(lender, name)).not.toThrow();
});

test.each([
  ['', /no name of a member/],
  ['.', /no name of a member/],
  ['../desk', /no name of a member/],
  ['a b', /no name of a member/],
  ['x'.repeat(65), /no name of a member/],
  ['peer0', /a name of nodes/],
  ['peer7', /a name of nodes/],
  ['Orderer12', /a name of nodes/],
  ['ca', /a name of nodes/],
  ['ca-registrar', /a name of nodes/],
  ['chaincode-roadbook', /a name of nodes/],
  ['admin', /the organisation itself/],
  ['service', /the organisation itself/],
] as const)('nobody is enrolled as %j', (name, why) => {
  expect(() => mustBeFree(lender, name)).toThrow(why);
});

test('the service of an organisation is enrolled as a service, and no node is', () => {
  expect(() => mustBeFree(lender, 'service', 'service')).not.toThrow();
  expect(() => mustBeFree(lender, 'peer0', 'service')).toThrow(/a name of nodes/);
});

test('a role is one that there is, and that the organisation confers', () => {
  expect(mustBeConferred(lender, 'owner')).toBe('owner');
  expect(() => mustBeConferred(lender, undefined)).toThrow(/there is no role/);
  expect(() => mustBeConferred(lender, 'god')).toThrow(/there is no role god/);
  expect(() => mustBeConferred(lender, 'toString')).toThrow(/there is no role toString/);
  expect(() => mustBeConferred(lender, 'registrar')).toThrow(/lender does not confer the role registrar/);
});
