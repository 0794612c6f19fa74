import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasicConstraintsExtension, X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import { enter, sign } from '../../scripts/channel/handover';
import { openHome } from '../../scripts/home';
import { fingerprintOf, keepCertificates, readRequest } from '../../scripts/channel/request';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const folder = mkdtempSync(join(tmpdir(), 'roadbook-request-'));
const file = join(folder, 'bank.json');
const programs = { peer: '', orderer: '', configtxgen: '', 'fabric-ca-server': '' };

async function authority(name: string) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true)],
  });
  return { root, issue: (subject: string) => issue(root, keys.privateKey, subject) };
}

async function issue(
  root: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  subject: string,
): Promise<string> {
  const { publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.create({
    subject: `CN=${subject}`,
    issuer: root.subject,
    publicKey,
    signingKey,
    signingAlgorithm: algorithm,
  });
  return made.toString('pem');
}

let good: Record<string, unknown>;
let stranger: string;
beforeAll(async () => {
  process.env.ROADBOOK_HOME = join(folder, 'home');
  process.env.ROADBOOK_TOPOLOGY = join(folder, 'topology.yaml');
  process.env.ROADBOOK_ORGANISATIONS = 'lender';
  const own = readFileSync(join(__dirname, '..', '..', 'network', 'topology.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'topology.yaml'),
    `${own}\n  - { name: bank, kind: lender, confers: [lender], ports: 7500 }\n`,
  );
  const [identity, tls] = [await authority('bank CA'), await authority('bank TLS CA')];
  stranger = await (await authority('bank CA')).issue('orderer0');
  good = {
    channel: 'roadbook',
    org: 'bank',
    roots: { identity: identity.root.toString('pem'), tls: tls.root.toString('pem') },
    orderers: [{ identity: await identity.issue('orderer0'), tls: await tls.issue('orderer0') }],
  };
});
afterAll(() => {
  for (const name of ['ROADBOOK_HOME', 'ROADBOOK_TOPOLOGY', 'ROADBOOK_ORGANISATIONS'])
    delete process.env[name];
});

function asked(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readRequest(openHome(), file);
}

test('a request whose certificates belong together is read, and known by the fingerprint of its root', () => {
  const request = asked(good);
  const { identity } = good['roots'] as { identity: string };
  const digest = createHash('sha256')
    .update(Buffer.from(new X509Certificate(identity).rawData))
    .digest('hex');
  expect(request.organisation.name).toBe('bank');
  expect(fingerprintOf(request).replaceAll(':', '').toLowerCase()).toBe(digest);
});

test('its certificates are kept where those of our own are, and never over our own', () => {
  const request = asked(good);
  const home = openHome();
  keepCertificates(home, request);
  const kept = join(home.organisation('bank'), 'orderer0', 'tls', 'server.crt');
  expect(existsSync(kept)).toBe(true);
  const [lender] = home.here;
  keepCertificates(home, { ...request, organisation: lender ?? request.organisation });
  expect(existsSync(home.organisation('lender'))).toBe(false);
});

test.each([
  ['that is not there', undefined, /there is no file/],
  ['that is no JSON', 'certificates', /cannot be read/],
  ['with something else in it', { ...{ key: 'secret' } }, /is no request to join/],
  ['for another channel', { channel: 'other' }, /the topology here says otherwise/],
  ['of an organisation that the topology does not name', { org: 'fund' }, /the topology here says otherwise/],
  ['with more or fewer orderers', { orderers: [] }, /with 0 orderers; the topology here says otherwise/],
])('a request %s is refused', (_, change, message) => {
  const content = typeof change === 'object' ? { ...good, ...change } : change;
  if (content === undefined)
    expect(() => readRequest(openHome(), join(folder, 'none.json'))).toThrow(message);
  else expect(() => asked(content)).toThrow(message);
});

test('a certificate that its own root did not issue is refused', () => {
  const [orderer] = good['orderers'] as { identity: string; tls: string }[];
  expect(() => asked({ ...good, orderers: [{ ...orderer, identity: stranger }] })).toThrow(
    /do not belong together/,
  );
  expect(() => asked({ ...good, orderers: [{ ...orderer, tls: orderer?.identity }] })).toThrow(
    /do not belong together/,
  );
  const { identity } = good['roots'] as { identity: string };
  expect(() => asked({ ...good, roots: { identity: orderer?.identity, tls: identity } })).toThrow(
    /do not belong together/,
  );
});

test.each([
  ['before it was submitted', undefined, /not submitted yet/],
  ['with a block that is none', Buffer.from('block').toString('base64'), /is no first block of a channel/],
])('entering %s is refused', (_, genesis, message) => {
  process.env.ROADBOOK_ORGANISATIONS = 'bank';
  asked({ ...good, genesis });
  expect(() => enter(openHome(), file)).toThrow(message);
});

test('entering is for the machine of the organisation, signing for one of a member', async () => {
  process.env.ROADBOOK_ORGANISATIONS = 'lender';
  asked(good);
  expect(() => enter(openHome(), file)).toThrow(/bank is no organisation of this machine/);
  await expect(sign(openHome(), programs, file)).rejects.toThrow(
    /no member of the channel runs on this machine/,
  );
  await expect(sign(openHome(), programs, file, 'insurer')).rejects.toThrow(
    /insurer is no organisation of this machine/,
  );
});
