import { type Api, apis, namesOf, operationNamed } from '@roadbook/chaincode/api';
import {
  asDealer,
  asInsurer,
  asLender,
  asManufacturer,
  asMerchant,
  asOwner,
  asRegistry,
  asSupplier,
  asWorkshop,
  callOf,
  wireOf,
} from '@roadbook/gateway';
import { plural } from '../../gateway/src/rooms/plural';
import { connectTo, FakePeer } from './boundary';

const clients = [
  ['manufacturer', asManufacturer, ['manufacturer']],
  ['supplier', asSupplier, ['supplier']],
  ['lender', asLender, ['lender']],
  ['insurer', asInsurer, ['insurer']],
  ['registry', asRegistry, ['registrar', 'auditor']],
  ['dealer', asDealer, ['dealer']],
  ['workshop', asWorkshop, ['workshop']],
  ['merchant', asMerchant, ['merchant']],
  ['owner', asOwner, ['owner']],
] as const;

test.each(clients)(
  'the client of a %s has every operation that is for it, and no other',
  async (_name, slice, roles) => {
    const client = slice(await connectTo(new FakePeer({}))) as unknown as Record<
      string,
      Record<string, unknown>
    >;
    const expected = Object.values<Api>(apis).flatMap((api) =>
      namesOf(api)
        .filter((name) =>
          operationNamed(api, name)?.operation.by.some((role) => roles.some((one) => one === role)),
        )
        .map((name) => `${plural(api.room)}.${name}`),
    );
    const found = Object.entries(client).flatMap(([room, operations]) =>
      Object.keys(operations).map((name) => `${room}.${name}`),
    );
    expect(found.sort()).toEqual(expected.sort());
  },
);

test('a lender calls through its client as through the room', async () => {
  const peer = new FakePeer({
    evaluate: () => '{"member":"lender/desk","org":"lender","role":"lender","staff":true}',
  });
  const lender = asLender(await connectTo(peer));
  await expect(lender.members.whoAmI({})).resolves.toMatchObject({ member: 'lender/desk' });
});

test('the types know who may do what', async () => {
  const on = await connectTo(new FakePeer({}));
  const owner: object = asOwner(on).members;
  const suspendIsForStaff: 'suspend' extends keyof ReturnType<typeof asOwner>['members'] ? false : true =
    true;
  expect(owner).not.toHaveProperty('suspend');
  expect(suspendIsForStaff).toBe(true);
});

test('rooms have a plural', () => {
  expect(['loan', 'policy', 'evidence'].map(plural)).toEqual(['loans', 'policies', 'evidence']);
});

test('no room is named like something that a connection does', async () => {
  const on = await connectTo(new FakePeer({}));
  const own = [...Object.getOwnPropertyNames(Object.getPrototypeOf(on)), 'org', 'caller', 'offline'];
  expect(Object.keys(apis).filter((room) => own.includes(room))).toEqual([]);
});

test('a call on the wire comes from typed code or from names and a JSON text', async () => {
  const call = await wireOf((rooms) => rooms.member.register({ member: 'lender/ann', role: 'owner' }));
  expect(call).toEqual(callOf('member', 'register', '{"member":"lender/ann","role":"owner"}'));
  expect(callOf('member', 'constructor', '{}')).toBeUndefined();
  expect(callOf('toString', 'read', '{}')).toBeUndefined();
  await expect(
    wireOf((rooms) => rooms.member.register({ member: 'nobody', role: 'owner' })),
  ).rejects.toThrow();
});
