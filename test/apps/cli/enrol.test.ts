import 'reflect-metadata';
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import { cryptoProvider, Pkcs10CertificateRequest } from '@peculiar/x509';
import { roleIn } from '../../../apps/cli/src/enrolment/certificate';
import { certificateRequest } from '../../../apps/cli/src/enrolment/request';
import { documentOf, homeWith, type } from './screen';

cryptoProvider.set(webcrypto);

test('the request for a certificate is signed by the key that was made for it', async () => {
  const { key, request } = certificateRequest('anna');
  const read = new Pkcs10CertificateRequest(request);
  expect(read.subject).toBe('CN=anna');
  expect(await read.verify()).toBe(true);
  const own = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' });
  expect(Buffer.from(read.publicKey.rawData).equals(own)).toBe(true);
});

test('the role is read from what the authority wrote into the certificate', () => {
  const attributes = '{"attrs":{"hf.EnrollmentID":"anna","roadbook.role":"owner"}}';
  expect(
    roleIn(Buffer.concat([Buffer.from([0x30, 0xff]), Buffer.from(attributes), Buffer.from([0xff])])),
  ).toBe('owner');
  expect(roleIn(Buffer.from('nothing'))).toBeUndefined();
});

const env = { ROADBOOK_HOME: homeWith([]) };

test.each([
  [['lender'], 'NAME_UNUSABLE', ''],
  [['lender/_anna'], 'NAME_UNUSABLE', ''],
  [['lendr/anna', '--role', 'owner'], 'UNKNOWN_ORGANISATION', 'Did you mean lender?'],
  [['lender/anna'], 'ROLE_MISSING', 'owner'],
  [['lender/anna', '--role', 'ower'], 'UNKNOWN_ROLE', 'Did you mean owner?'],
  [['lender/anna', '--secret', 'hunter2'], 'SECRET_IN_THE_OPEN', '@file'],
  [['lender/anna', '--secret', '-'], 'NO_AUTHORITY', 'ca'],
])('enrol %j is refused before anything is sent', async (line, code, hint) => {
  const seen = await type(['enrol', ...line, '--json'], { env });
  expect(seen.exit).toBe(2);
  expect(documentOf(seen).error.code).toBe(code);
  expect(documentOf(seen).error.cure).toContain(hint);
});
