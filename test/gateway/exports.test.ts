import * as door from '@roadbook/gateway';

test('the door shows exactly this', () => {
  expect(Object.keys(door).sort()).toMatchInlineSnapshot(`
[
  "CallFailed",
  "CommitFailed",
  "ConnectionUnusable",
  "EndorsementFailed",
  "EvaluationFailed",
  "EventsBroken",
  "IdentityInvalid",
  "OrderingFailed",
  "OutcomeUnknown",
  "Profile",
  "ProfileInvalid",
  "RefusedByContract",
  "asDealer",
  "asInsurer",
  "asLender",
  "asManufacturer",
  "asMerchant",
  "asOwner",
  "asRegistry",
  "asSupplier",
  "asWorkshop",
  "callOf",
  "connect",
  "factNames",
  "lowS",
  "readProfile",
  "receiptOf",
  "roleOf",
  "wireOf",
]
`);
});
