import { deletionLife, grantLife } from '../../../chaincode/src/consent/life';
import { governs, person, type Row, staffOf } from '../governs';

const EVERY = 'requested granted used exhausted expired revoked denied';
const stranger = staffOf('manufacturer', 'manufacturer');
const owner = person('registry/owner');

const GRANT: Readonly<Record<string, Row>> = {
  give: ['owner', 'requested', 'granted'],
  refuse: ['owner', 'requested', 'denied'],
  access: ['grantee', 'granted used', 'used exhausted'],
  withdraw: ['owner', 'granted used exhausted', 'revoked'],
  renew: ['owner', 'granted used exhausted expired', 'granted'],
  close: ['anybody', EVERY, '= expired revoked'],
};
governs(grantLife, 'status', GRANT, {
  record: { status: '', owner: 'registry/owner', terms: { grantee: 'insurer' } },
  sides: { owner, grantee: staffOf('insurer', 'insurer'), nextOwner: person('registry/buyer') },
  stranger,
});

const DELETION: Readonly<Record<string, Row>> = {
  confirmDeletion: ['keeper', 'requested', 'done'],
  refuseDeletion: ['keeper', 'requested', 'refused'],
};
governs(deletionLife, 'status', DELETION, {
  record: { status: '', owner: 'registry/owner', keeper: 'insurer' },
  sides: { owner, keeper: staffOf('insurer', 'insurer') },
  stranger,
});

test('what was denied stays so, and a request to delete is answered once', () => {
  const leaving = Object.values(grantLife.steps).filter(({ by }) => by !== 'anybody');
  for (const { from } of leaving) expect(from).not.toEqual(expect.arrayContaining(['revoked']));
  for (const { from } of leaving) expect(from).not.toEqual(expect.arrayContaining(['denied']));
  expect(deletionLife.final).toEqual(['done', 'refused']);
});
