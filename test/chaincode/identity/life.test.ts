import { credentialLife, didLife, linkLife } from '../../../chaincode/src/identity/life';
import { governs, person, type Row, staffOf } from '../governs';

const holder = person('registry/owner');
const account = person('lender/owner');
const stranger = staffOf('insurer', 'insurer');

const DID: Readonly<Record<string, Row>> = {
  change: ['holder controller', 'active', '='],
  deactivate: ['holder controller', 'active', 'deactivated'],
};
governs(didLife, 'status', DID, {
  record: { status: '', accounts: [{ account: 'registry/owner' }, { account: 'lender/owner' }] },
  sides: { holder, second: account, registrar: staffOf('registry', 'registrar') },
  stranger,
  open: ['controller'],
});

const LINK: Readonly<Record<string, Row>> = {
  accept: ['account', 'offered', 'linked'],
  withdraw: ['account holder', 'offered', 'withdrawn'],
};
governs(linkLife, 'status', LINK, {
  record: { status: '', account: 'lender/owner' },
  sides: { account, holder },
  stranger,
  open: ['holder'],
});

const CREDENTIAL: Readonly<Record<string, Row>> = {
  suspend: ['issuer', 'valid', 'suspended'],
  reinstate: ['issuer', 'suspended', 'valid'],
  revoke: ['issuer', 'valid suspended', 'revoked'],
};
governs(credentialLife, 'status', CREDENTIAL, {
  record: { status: '' },
  sides: { holder },
  stranger,
  open: ['issuer'],
});

test('what is deactivated, linked, withdrawn or revoked stays so', () => {
  expect([didLife, linkLife, credentialLife].map(({ final }) => final)).toEqual([
    ['deactivated'],
    ['linked', 'withdrawn'],
    ['revoked'],
  ]);
});
