import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  canonical,
  digestOf,
  disclose,
  type VerificationInput,
  partsOfSdJwt,
  verifyCredential,
} from '@roadbook/chaincode/api';
import { credentialKey, issueBatch, issueSdJwt, presentSdJwt, randomPlace } from '@roadbook/gateway';
import { failed, LICENCE, openCounter } from './cast';

const asked = { challenge: 'n-0S6_WzA2Mj', domain: 'https://rental.example' };
const newKey = () => credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the published examples of RFC 9901, section 4.2', () => {
  test.each([
    [
      'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
      'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
    ],
    ['WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0', 'w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs'],
  ])('%s has the digest %s', (disclosure, digest) => {
    expect(digestOf(disclosure)).toBe(digest);
  });
});

/** A licence of the person, bound to a key of its wallet. */
async function openWallet() {
  const counter = await openCounter();
  const wallet = newKey();
  const issue = {
    type: 'DriverLicence' as const,
    claims: LICENCE,
    holder: wallet.multikey,
    validFrom: counter.now(),
    validUntil: counter.later(30),
    status: { list: 0, index: 99 },
  };
  const { document, record } = await issueSdJwt(issue, counter.issuerKey);
  await counter.insurer.on.identity.recordCredential(record);
  const givens: VerificationInput = { ...(await counter.pack()), expected: asked };
  const show = (names: readonly string[], more: Partial<typeof asked> = {}, at = counter.now()) =>
    presentSdJwt(document, names, wallet, { ...asked, ...more }, at);
  return { ...counter, wallet, document, givens, show, sdIssue: issue };
}

describe('an SD-JWT', () => {
  test('shows what its holder chose, and no more', async () => {
    const { show, givens, issuer } = await openWallet();
    const shown = await show(['over21', 'licensedOver3Years']);
    const verdict = verifyCredential(shown, givens);
    expect(verdict).toMatchObject({ valid: true, form: 'sd-jwt', type: 'DriverLicence', issuer });
    expect(verdict.claims).toEqual({ over21: true, licensedOver3Years: true });
    expect(Buffer.from(shown, 'base64url').toString()).not.toContain('classes');
  });

  test('without its key binding is refused, whoever shows it', async () => {
    const { show, givens, document } = await openWallet();
    const shown = await show(['over21']);
    const stripped = shown.slice(0, shown.lastIndexOf('~') + 1);
    expect(failed(verifyCredential(stripped, givens))).toEqual(['binding']);
    expect(failed(verifyCredential(document, givens))).toEqual(['binding']);
    const { expected: _, ...unasked } = givens;
    expect(failed(verifyCredential(shown, unasked))).toEqual(['binding']);
  });

  test('shown to another, for another question, by another or long ago is refused', async () => {
    const { show, givens, document, now, ledger } = await openWallet();
    const reasons = async (shown: string | Promise<string>, at = now()) =>
      verifyCredential(await shown, { ...givens, at }).checks.at(-1)?.why;
    expect(await reasons(show(['over21'], { domain: 'https://other.example' }))).toContain('to another');
    expect(await reasons(show(['over21'], { challenge: 'other' }))).toContain('another question');
    expect(await reasons(presentSdJwt(document, ['over21'], newKey(), asked, now()))).toContain(
      'not signed by the key',
    );
    const early = new Date(ledger.now + 301_000).toISOString();
    expect(await reasons(show(['over21']), early)).toContain('another time');
    const future = new Date(ledger.now + 120_000).toISOString();
    expect(await reasons(show(['over21'], {}, future))).toContain('another time');
  });

  test('with a disclosure added or taken away after the holder signed is refused', async () => {
    const { show, givens, document } = await openWallet();
    const [issued, ...rest] = (await show(['over21'])).split('~');
    const binding = rest.at(-1);
    const other = partsOfSdJwt(document)?.disclosures.find((one) => !rest.includes(one));
    expect(
      failed(verifyCredential([issued, ...rest.slice(0, -1), other, binding].join('~'), givens)),
    ).toEqual(['binding']);
    expect(failed(verifyCredential([issued, binding].join('~'), givens))).toEqual(['binding']);
  });

  test('that was revoked does not stand', async () => {
    const { show, insurer, issuer, pack } = await openWallet();
    const shown = await show(['over21']);
    await insurer.on.identity.revoke({ issuer, list: 0, index: 99 });
    expect(failed(verifyCredential(shown, { ...(await pack()), expected: asked }))).toEqual(['status']);
  });

  test('after its end, before its beginning or changed is refused', async () => {
    const { show, givens, later } = await openWallet();
    expect(
      failed(verifyCredential(await show(['over21'], {}, later(30)), { ...givens, at: later(30) })),
    ).toEqual(['time']);
    expect(
      failed(verifyCredential(await show(['over21'], {}, later(-1)), { ...givens, at: later(-1) })),
    ).toContain('time');
    const shown = await show(['over21']);
    const [head = '', body = '', ...tail] = shown.split('.');
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as { exp: number };
    const longer = [head, encoded({ ...payload, exp: payload.exp + 9 }), ...tail].join('.');
    expect(failed(verifyCredential(longer, givens))).toContain('proof');
    const unsigned = [encoded({ alg: 'none', typ: 'dc+sd-jwt' }), body, ...tail].join('.');
    expect(failed(verifyCredential(unsigned, givens))).toContain('key');
  });

  test('of a batch has nothing in common with the others', async () => {
    const { issuerKey, sdIssue } = await openWallet();
    const { holder: _, status: __, ...issue } = sdIssue;
    const copies = [newKey(), newKey()].map(({ multikey: holder }) => ({ holder, status: randomPlace(1) }));
    const batch = await issueBatch(issue, copies, issuerKey);
    const [left, right] = batch.map(
      ({ document }) => new Set(partsOfSdJwt(document)?.jws.payload['_sd'] as string[]),
    );
    expect([...(left ?? [])].filter((digest) => right?.has(digest))).toEqual([]);
    expect(new Set(batch.map(({ record }) => record.hash)).size).toBe(2);
    for (const { document } of batch) {
      const { nbf, exp } = partsOfSdJwt(document)?.jws.payload ?? {};
      expect([Number(nbf) % 86_400, Number(exp) % 86_400]).toEqual([0, 0]);
    }
    await expect(issueBatch({ ...issue, validUntil: issue.validFrom }, copies, issuerKey)).rejects.toThrow(
      /a day at least/,
    );
  });

  test('cannot show what it does not hold', async () => {
    const { show } = await openWallet();
    await expect(show(['bornOn'])).rejects.toThrow('does not hold');
  });
});

describe('what RFC 9901 tells a verifier to reject', () => {
  const disclosure = encoded(['salt', 'name', 'value']);
  const item = encoded(['salt', 'value']);
  const jwsOf = (payload: object) => ({
    header: {},
    payload: payload as Record<string, unknown>,
    signed: '',
    signature: new Uint8Array(),
  });
  const why = (payload: object, ...disclosures: string[]) => {
    const found = disclose({ jws: jwsOf(payload), disclosures });
    return 'why' in found ? found.why : canonical(found.claims);
  };

  test.each<[string, object, string[], string]>([
    [
      'a digest that stands there twice',
      { _sd: [digestOf(disclosure)], deep: { _sd: [digestOf(disclosure)] } },
      [disclosure],
      'twice',
    ],
    ['an undisclosed digest that stands there twice', { _sd: ['x', 'x'] }, [], 'twice'],
    ['a disclosure given twice', { _sd: [digestOf(disclosure)] }, [disclosure, disclosure], 'given twice'],
    ['a disclosure that belongs to no digest', { _sd: [] }, [disclosure], 'belongs to no digest'],
    [
      'a member named _sd',
      { _sd: [digestOf(encoded(['s', '_sd', []]))] },
      [encoded(['s', '_sd', []])],
      'named _sd',
    ],
    [
      'a member named ...',
      { _sd: [digestOf(encoded(['s', '...', 1]))] },
      [encoded(['s', '...', 1])],
      'named ...',
    ],
    ['a plain member named ...', { deep: { '...': 'x' } }, [], 'named ...'],
    [
      'a member that is there already',
      { name: 'x', _sd: [digestOf(disclosure)] },
      [disclosure],
      'there already',
    ],
    ['another digest algorithm', { _sd_alg: 'md5', _sd: [] }, [], 'SHA-256'],
    ['a list that is none', { _sd: 'x' }, [], 'not a list'],
    ['a digest that is no text', { _sd: [7] }, [], 'no text'],
    ['an item among members', { _sd: [digestOf(item)] }, [item], 'among members'],
    ['a member in a list', { list: [{ '...': digestOf(disclosure) }] }, [disclosure], 'in a list'],
    ['a digest beside something else', { list: [{ '...': digestOf(item), more: 1 }] }, [item], 'beside'],
    ['a disclosure of one value', { _sd: [] }, [encoded(['salt'])], 'not [salt'],
    ['a disclosure that is no list', { _sd: [] }, [encoded({ salt: 'x' })], 'not [salt'],
    [
      'a disclosure that ends its wrapping',
      { _sd: [] },
      [Buffer.from('["s",1],"x":1').toString('base64url')],
      'not [salt',
    ],
    ['a disclosure with padding', { _sd: [] }, [`${disclosure}=`], 'not [salt'],
  ])('%s', (_, payload, disclosures, reason) => {
    expect(why(payload, ...disclosures)).toContain(reason);
  });

  test('decoys are left out, and nested disclosures are opened', () => {
    const inner = encoded(['s1', 'city', 'Berlin']);
    const outer = encoded(['s2', 'address', { country: 'DE', _sd: [digestOf(inner), 'decoy'] }]);
    const payload = {
      _sd_alg: 'sha-256',
      _sd: [digestOf(outer), 'other decoy'],
      list: ['a', { '...': digestOf(item) }, { '...': 'decoy in a list' }],
    };
    expect(why(payload, outer, inner, item)).toBe(
      '{"address":{"city":"Berlin","country":"DE"},"list":["a","value"]}',
    );
    expect(why(payload, outer)).toBe('{"address":{"country":"DE"},"list":["a"]}');
    expect(why(payload, inner)).toContain('belongs to no digest');
  });

  test.each(['iss', 'nbf', 'exp', 'cnf', 'vct', 'status'])(
    '%s may not be left to be disclosed',
    async (name) => {
      const { issuerKey, givens, wallet, now } = await openWallet();
      const hidden = encoded(['salt', name, name === 'vct' ? 'urn:roadbook:credential:DriverLicence' : 'x']);
      const head = encoded({ alg: 'ES256', typ: 'dc+sd-jwt', kid: issuerKey.method });
      const signed = `${head}.${encoded({ _sd: [digestOf(hidden)] })}`;
      const signature = Buffer.from(await issuerKey.sign(Buffer.from(signed))).toString('base64url');
      const shown = await presentSdJwt(`${signed}.${signature}~${hidden}~`, [name], wallet, asked, now());
      expect(failed(verifyCredential(shown, givens))).toContain('disclosures');
    },
  );

  test('the hash that is recorded is of the part that the issuer signed', async () => {
    const { document, insurer, issuer } = await openWallet();
    const hash = createHash('sha256')
      .update(document.split('~')[0] ?? '')
      .digest('hex');
    expect((await insurer.on.identity.readCredential({ issuer, list: 0, index: 99 })).hash).toBe(hash);
  });
});
