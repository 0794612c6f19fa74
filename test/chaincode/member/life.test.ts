import { memberLife, organisationLife } from '../../../chaincode/src/member/life';
import { governs, person, type Row, staffOf } from '../governs';

const registrar = staffOf('registry', 'registrar');
const home = staffOf('lender', 'lender');
const stranger = staffOf('insurer', 'insurer');

// Whose word stands, and whether two persons of two organisations name a court's order, is said by the rules;
// the tests of suspension try each.
const MEMBER: Readonly<Record<string, Row>> = {
  suspend: ['registrar home', 'active suspended', 'suspended'],
  reinstate: ['registrar home court', 'suspended', '= active'],
};
governs(memberLife, 'standing', MEMBER, {
  record: { standing: '', member: 'lender/clerk' },
  sides: { registrar, home, itself: person('lender/clerk') },
  stranger,
  open: ['court'],
});

const ORGANISATION: Readonly<Record<string, Row>> = {
  suspend: ['registrar', 'active suspended', 'suspended'],
  reinstate: ['registrar court', 'suspended', '= active'],
};
governs(organisationLife, 'standing', ORGANISATION, {
  record: { standing: '', org: 'lender' },
  sides: { registrar, itself: home },
  stranger,
  open: ['court'],
});

test('a suspension is no end', () => {
  expect([memberLife, organisationLife].flatMap(({ final }) => final)).toEqual([]);
});
