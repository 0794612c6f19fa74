import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '@roadbook/chaincode/api';
import { fromBase58 } from '../../../chaincode/src/words/base58';
import { multikeyIn } from '../../../chaincode/src/identity/w3c/did';
import { type JsonObject, proofFault, signedBytes } from '../../../chaincode/src/identity/w3c/integrity';

const folder = join(__dirname, '../../../../shared/vectors/vc');
const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

(existsSync(folder) ? describe : describe.skip)(
  'the W3C example of ecdsa-jcs-2019 (skipped where it is absent)',
  () => {
    const load = () => {
      const signed = JSON.parse(read('signedJCSECDSAP256.json')) as JsonObject & { proof: JsonObject };
      const { proof, ...unsecured } = signed;
      const { proofValue, ...options } = proof;
      return {
        signed,
        unsecured,
        options,
        proofValue: String(proofValue),
        key: multikeyIn(String(proof['verificationMethod']).split('#')[0] ?? ''),
      };
    };

    test('document and proof options have the published canonical form and hash', () => {
      const { unsecured, options } = load();
      expect(canonical(unsecured)).toBe(read('canonDocJCSECDSAP256.txt'));
      expect(canonical(options)).toBe(read('proofCanonJCSECDSAP256.txt'));
      expect(sha256(canonical(unsecured))).toBe(read('docHashJCSECDSAP256.txt'));
      expect(sha256(canonical(options))).toBe(read('proofHashJCSECDSAP256.txt'));
      expect(signedBytes(unsecured, options, 'P-256').toString('hex')).toBe(
        read('combinedHashJCSECDSAP256.txt'),
      );
    });

    test('the signature has the published bytes', () => {
      const { proofValue } = load();
      expect(proofValue).toBe(read('sigBTC58JCSECDSAP256.txt'));
      expect(Buffer.from(fromBase58(proofValue.slice(1)) ?? []).toString('hex')).toBe(
        read('sigHexJCSECDSAP256.txt'),
      );
    });

    test('the proof verifies', () => {
      const { signed, key } = load();
      expect(proofFault(signed, key)).toBeUndefined();
    });

    test('with one character of alumniOf changed it does not', () => {
      const { signed, key } = load();
      const text = JSON.stringify(signed).replace('The School of Examples', 'The School of Example5');
      expect(proofFault(JSON.parse(text) as JsonObject, key)).toContain('changed');
    });

    test.each([
      ['another time of signing', { created: '2023-02-24T23:36:39Z' }, 'changed'],
      ['another purpose', { proofPurpose: 'authentication' }, 'changed'],
      ['another suite', { cryptosuite: 'eddsa-jcs-2022' }, 'does not belong'],
      ['an unknown suite', { cryptosuite: 'toString' }, 'not known'],
      ['a proof of another context', { '@context': ['https://example.org'] }, 'another @context'],
      ['no signature', { proofValue: '' }, 'not base58btc'],
    ])('with %s it does not', (_, change, why) => {
      const { signed, key } = load();
      expect(proofFault({ ...signed, proof: { ...signed.proof, ...change } }, key)).toContain(why);
    });
  },
);
