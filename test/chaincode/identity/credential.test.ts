import { rowId } from '../../../chaincode/src/identity/records/credential';
import { generateKeyPairSync } from 'node:crypto';
import {
  bitstringOf,
  canonical,
  decodeList,
  encodeList,
  licencePredicates,
  verifyCredential,
} from '@roadbook/chaincode/api';
import {
  approveStatement,
  credentialKey,
  issueCredential,
  provePossession,
  secureDocument,
  signSnapshot,
  signStatusList,
} from '@roadbook/gateway';
import { bitAt } from '../../../chaincode/src/identity/w3c/bitstring';
import { CHANNEL, COVER, failed, openCounter, VIN } from './cast';

const DAY = 86_400_000;

describe('a credential', () => {
  test('is verified from two snapshots, without the ledger', async () => {
    const { document, pack, issuer } = await openCounter();
    const verdict = verifyCredential(JSON.stringify(document), await pack());
    expect(verdict).toMatchObject({
      valid: true,
      form: 'credential',
      type: 'InsuranceCover',
      issuer,
      claims: { vin: VIN },
    });
    expect(verdict.checks.map(({ name }) => name)).toEqual([
      'shape',
      'context',
      'claims',
      'time',
      'snapshots',
      'key',
      'proof',
      'issuer',
      'status',
    ]);
  });

  test('leaves no claim on the ledger', async () => {
    const { ledger } = await openCounter();
    const all =
      [...ledger.world.state.values()].map(({ value }) => value.toString()).join() + canonical(ledger.events);
    for (const claim of [VIN, 'P-1', 'liability', '2027-03-01']) expect(all).not.toContain(claim);
  });

  test('with one character changed is not signed', async () => {
    const { document, pack } = await openCounter();
    const text = JSON.stringify(document).replace('"P-1"', '"P-2"');
    expect(failed(verifyCredential(text, await pack()))).toEqual(['proof', 'status']);
  });

  test.each([
    ['suspend', 'suspended'],
    ['revoke', 'revoked'],
  ] as const)('does not stand after %s', async (operation, status) => {
    const { insurer, document, place, pack } = await openCounter();
    await insurer.on.identity[operation](place);
    const verdict = verifyCredential(document, await pack());
    expect(failed(verdict)).toEqual(['status']);
    expect(verdict.checks.at(-1)?.why).toContain(status);
    expect(verdict).not.toHaveProperty('claims');
  });

  test('stands again after a suspension, never after a revocation', async () => {
    const { insurer, document, place, pack } = await openCounter();
    await insurer.on.identity.suspend(place);
    await insurer.on.identity.reinstate(place);
    expect(verifyCredential(document, await pack()).valid).toBe(true);
    await insurer.on.identity.revoke(place);
    await expect(insurer.on.identity.reinstate(place)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await expect(insurer.on.identity.revoke(place)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  });

  test('is flagged for its holder, and stands', async () => {
    const { insurer, document, place, pack, person } = await openCounter();
    await insurer.on.identity.flag({ ...place, flag: 'refresh', raised: true });
    expect(verifyCredential(document, await pack()).checks.at(-1)).toMatchObject({
      passed: true,
      why: 'it stands; flagged: refresh',
    });
    await insurer.on.identity.flag({ ...place, flag: 'refresh', raised: false });
    expect((await person.on.identity.readCredential(place)).flags).toEqual([]);
  });

  test('of an issuer that is trusted for another type only is not accepted, nor recorded', async () => {
    const { insurer, issuerKey, issuer, did, now, pack } = await openCounter();
    const { document, record } = await issueCredential(
      {
        type: 'LoyaltyTier',
        subject: did,
        claims: { programme: 'Miles', tier: 'gold' },
        validFrom: now(),
        status: { list: 0, index: 9 },
      },
      issuerKey,
    );
    await expect(insurer.on.identity.recordCredential(record)).rejects.toMatchObject({
      code: 'ISSUER_UNTRUSTED',
      facts: { issuer },
    });
    expect(failed(verifyCredential(document, await pack()))).toEqual(['issuer', 'status']);
  });

  test('is recorded and judged by its issuer alone, one place once', async () => {
    const { stranger, insurer, record, place, issue } = await openCounter();
    await expect(stranger.on.identity.revoke(place)).rejects.toMatchObject({ code: 'ISSUER_NOT_YOURS' });
    await expect(stranger.on.identity.recordCredential({ ...record, index: 8 })).rejects.toMatchObject({
      code: 'ISSUER_NOT_YOURS',
    });
    await insurer.on.identity.recordCredential(record);
    const other = await issue(7, { claims: { ...COVER, policyId: 'P-9' } });
    await expect(insurer.on.identity.recordCredential(other.record)).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  });

  test('in the place of another is found out', async () => {
    const { issue, pack } = await openCounter();
    const { document } = await issue(7, { claims: { ...COVER, policyId: 'P-9' } });
    expect(verifyCredential(document, await pack()).checks.at(-1)?.why).toContain('another document');
  });

  test('may be issued by the key of a certificate as a did:key, while that certificate lasts', async () => {
    const { registrar, insurer, stranger, did, now, pack } = await openCounter();
    const key = credentialKey(insurer.key);
    const trusting = { type: 'InsuranceCover' as const, issuer: key.did, org: 'insurer' };
    const trusted = await registrar.on.identity.trustIssuer(trusting);
    expect(await registrar.on.identity.trustIssuer(trusting)).toEqual(trusted);
    await expect(
      registrar.on.identity.trustIssuer({ ...trusting, org: 'manufacturer' }),
    ).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    const { document, record } = await issueCredential(
      {
        type: 'InsuranceCover',
        subject: did,
        claims: COVER,
        validFrom: now(),
        status: { list: 3, index: 1 },
      },
      key,
    );
    await expect(stranger.on.identity.recordCredential(record)).rejects.toMatchObject({
      code: 'ISSUER_NOT_YOURS',
    });
    await insurer.on.identity.recordCredential(record);
    const statusSnapshot = await insurer.on.identity.exportStatus({ issuer: key.did, list: 3, page: {} });
    expect(verifyCredential(document, { ...(await pack()), statusSnapshot })).toMatchObject({ valid: true });
  });
});

test('how a credential stands is told to everybody, as whoever reads it sees; who may change it is said by its issuer', async () => {
  const { issue, insurer, stranger } = await openCounter();
  const { record } = await issue(13);
  await insurer.on.identity.recordCredential(record);
  const about = { kind: 'credential' as const, id: rowId(record) };
  for (const one of [insurer, stranger])
    expect(await one.on.identity.next(about)).toEqual({ status: 'valid', steps: [] });
});

describe('time', () => {
  test.each([
    ['before it begins', -1, {}, ['time']],
    ['in its time', 0, {}, []],
    ['when it ends', 30, {}, ['time']],
  ] as const)('a credential %s', async (_, days, more, faults) => {
    const { issue, insurer, pack, later, ledger } = await openCounter();
    const { document, record } = await issue(11, { validFrom: later(0), validUntil: later(30), ...more });
    await insurer.on.identity.recordCredential(record);
    const givens = await pack();
    const at = new Date(ledger.now + days * DAY).toISOString();
    const found = failed(verifyCredential(document, { ...givens, at }));
    expect(found.filter((name) => name === 'time')).toEqual(faults);
  });

  test('what a key signed while it was valid stays good when the ledger recorded it in time', async () => {
    const { insurer, issuer, document, issue, pack, ledger } = await openCounter();
    const unrecorded = await issue(12);
    ledger.pass(DAY);
    const key = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, {
      did: issuer,
      keyId: 'key-2',
    });
    const possession = await provePossession(
      { act: 'rotateKey', channel: CHANNEL, did: issuer, version: 1, replaces: 'key-1', key: key.multikey },
      key,
    );
    await insurer.on.identity.rotateKey({ did: issuer, replaces: 'key-1', key: key.multikey, possession });
    ledger.pass(DAY);
    const givens = await pack();
    expect(verifyCredential(document, givens).valid).toBe(true);
    expect(failed(verifyCredential(unrecorded.document, givens))).toEqual(['key', 'proof', 'status']);
    await insurer.on.identity.recordCredential(unrecorded.record);
    expect(failed(verifyCredential(unrecorded.document, await pack()))).toEqual(['key', 'proof']);
  });

  test('trust that ended leaves good what was recorded before, and takes what came after', async () => {
    const { registrar, insurer, issuer, document, issue, pack, ledger, now, later } = await openCounter();
    ledger.pass(DAY);
    const late = await issue(13);
    await insurer.on.identity.recordCredential(late.record);
    ledger.pass(DAY);
    const end = { type: 'InsuranceCover' as const, issuer };
    await expect(registrar.on.identity.distrustIssuer({ ...end, until: later(1) })).rejects.toMatchObject({
      code: 'DISTRUST_IMPOSSIBLE',
    });
    await registrar.on.identity.distrustIssuer({
      ...end,
      until: new Date(ledger.now - 1.5 * DAY).toISOString(),
    });
    await expect(registrar.on.identity.distrustIssuer({ ...end, until: now() })).rejects.toMatchObject({
      code: 'ISSUER_UNTRUSTED',
    });
    const givens = await pack();
    expect(verifyCredential(document, givens).valid).toBe(true);
    expect(failed(verifyCredential(late.document, givens))).toEqual(['issuer']);
    await registrar.on.identity.trustIssuer({ ...end, org: 'insurer' });
    expect(failed(verifyCredential(late.document, await pack()))).toEqual(['issuer']);
    const { items } = await registrar.on.identity.listIssuers({ type: 'InsuranceCover', page: {} });
    expect(items[0]?.periods).toHaveLength(2);
  });
});

describe('snapshots', () => {
  test('equal registries have equal hashes, and every change counts', async () => {
    const { person, stranger, registrar, issuer, ledger } = await openCounter();
    const first = await person.on.identity.exportTrust({});
    ledger.pass(1000);
    const second = await stranger.on.identity.exportTrust({});
    expect([second.hash, second.content.version]).toEqual([first.hash, 2]);
    expect(second.at).not.toBe(first.at);
    await registrar.on.identity.trustIssuer({ type: 'LoyaltyTier', issuer, org: 'insurer' });
    await registrar.on.identity.trustIssuer({ type: 'LoyaltyTier', issuer, org: 'insurer' });
    expect((await person.on.identity.exportTrust({})).content.version).toBe(3);
  });

  test('the registrar names the organisation that is answerable', async () => {
    const { registrar, issuer } = await openCounter();
    const entry = { type: 'LoyaltyTier' as const, issuer, org: 'lender' };
    await expect(registrar.on.identity.trustIssuer(entry)).rejects.toMatchObject({
      code: 'ISSUER_OF_ANOTHER',
    });
    await expect(registrar.on.identity.trustIssuer({ ...entry, org: 'nobody' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('an account of another organisation does not speak for an issuer, though it is linked to its DID', async () => {
    const { atLender, issuer, issuerKey, issue, place, later } = await openCounter();
    const link = { did: issuer, linkId: 'L-1', expiresAt: later(1) };
    const statement = { act: 'link', channel: CHANNEL, ...link, account: 'lender/owner' } as const;
    await atLender.on.identity.link({ ...link, approval: await approveStatement(statement, issuerKey) });
    const notYours = { code: 'ISSUER_NOT_YOURS' };
    const { record } = await issue(8);
    await expect(atLender.on.identity.recordCredential(record)).rejects.toMatchObject(notYours);
    await expect(atLender.on.identity.revoke(place)).rejects.toMatchObject(notYours);
    await expect(
      atLender.on.identity.flag({ ...place, flag: 'message', raised: true }),
    ).rejects.toMatchObject(notYours);
  });

  test('a registry is full when one more issuer would not fit into an export', async () => {
    const { registrar, insurer, issuer, ledger } = await openCounter();
    const key = [...ledger.world.state.keys()].find((one) => one.includes('trustVersion')) ?? '';
    const held = ledger.world.state.get(key);
    const counted = JSON.parse(held?.value.toString() ?? '{}') as { record: { entries: number } };
    expect(counted.record.entries).toBe(2);
    counted.record.entries = 1_000;
    ledger.world.state.set(key, {
      version: held?.version ?? '',
      value: Buffer.from(JSON.stringify(counted)),
    });
    const entry = { issuer, org: 'insurer' };
    await expect(registrar.on.identity.trustIssuer({ type: 'LoyaltyTier', ...entry })).rejects.toMatchObject({
      code: 'TOO_MANY',
    });
    await registrar.on.identity.distrustIssuer({
      type: 'DriverLicence',
      issuer,
      until: new Date(ledger.now).toISOString(),
    });
    expect(await registrar.on.identity.trustIssuer({ type: 'DriverLicence', ...entry })).toMatchObject({
      periods: [{}, {}],
    });
    expect((await insurer.on.identity.exportTrust({})).content.version).toBe(4);
  });

  test('without them nothing is trusted', async () => {
    const { document, now } = await openCounter();
    expect(failed(verifyCredential(document, { at: now() }))).toEqual(['key', 'proof', 'issuer', 'status']);
  });

  test('one that was changed counts as absent', async () => {
    const { insurer, document, place, pack } = await openCounter();
    await insurer.on.identity.revoke(place);
    const givens = await pack();
    const forged = JSON.parse(JSON.stringify(givens.statusSnapshot).replace('"revoked"', '"valid"'));
    const verdict = verifyCredential(document, { ...givens, statusSnapshot: forged });
    expect(failed(verdict)).toEqual(['snapshots', 'status']);
    expect(failed(verifyCredential(document, { ...givens, statusSnapshot: [null, 7, 'x', {}] }))).toEqual([
      'snapshots',
      'status',
    ]);
  });

  test('one that is old, not the expected one, or not signed by the anchor is not trusted', async () => {
    const { document, pack, registrar, now, ledger, later } = await openCounter();
    const givens = await pack();
    const registry = credentialKey(registrar.key);
    const pages = givens.statusSnapshot as object[];
    const signed = {
      ...givens,
      anchor: registry.multikey,
      trustSnapshot: await signSnapshot(givens.trustSnapshot as object, registry, now()),
      statusSnapshot: await Promise.all(pages.map((page) => signSnapshot(page, registry, now()))),
    };
    expect(verifyCredential(document, signed).valid).toBe(true);
    expect(failed(verifyCredential(document, { ...givens, anchor: registry.multikey }))).toContain(
      'snapshots',
    );
    const other = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    expect(failed(verifyCredential(document, { ...signed, anchor: other.multikey }))).toContain('snapshots');
    expect(failed(verifyCredential(document, { ...givens, trustHash: '0'.repeat(64) }))).toEqual([
      'snapshots',
    ]);
    ledger.pass(DAY);
    expect(failed(verifyCredential(document, { ...givens, at: now(), longestAgeMillis: DAY - 1 }))).toContain(
      'snapshots',
    );
    expect(failed(verifyCredential(document, { ...givens, at: later(-2) }))).toContain('snapshots');
  });
});

describe('a status list', () => {
  test('has bit 0 left-most in byte 0, and at least 16 KB', () => {
    const row = { index: 0, status: 'revoked', flags: [] } as const;
    const bits = bitstringOf(
      [
        { ...row, flags: [] },
        { ...row, index: 9, flags: [] },
        { index: 1, status: 'suspended', flags: ['message'] },
      ],
      'revocation',
    );
    expect([bits.length, bits[0], bits[1]]).toEqual([16_384, 0x80, 0x40]);
    expect([bitAt(bits, 0), bitAt(bits, 1), bitAt(bits, 9), bitAt(bits, 131_072)]).toEqual([
      true,
      false,
      true,
      undefined,
    ]);
    expect(decodeList(encodeList(bits))).toEqual(Buffer.from(bits));
  });

  test.each([
    ['too short', encodeList(new Uint8Array(100))],
    ['no gzip', 'uAAAA'],
    ['of another base', encodeList(new Uint8Array(16_384)).replace('u', 'z')],
    ['a bomb', encodeList(new Uint8Array(30_000_000))],
  ])('that is %s is not read', (_, text) => {
    expect(decodeList(text)).toBeUndefined();
  });

  test('signed by the issuer serves verifiers who know nothing of the ledger', async () => {
    const { insurer, document, issuerKey, place, pack, now, later } = await openCounter();
    const times = { validFrom: now(), validUntil: later(1) };
    const listsOf = async (givens: { statusSnapshot?: unknown }) =>
      Promise.all(
        (['revocation', 'suspension'] as const).map((purpose) =>
          signStatusList(givens.statusSnapshot as never, 0, purpose, issuerKey, times),
        ),
      );
    const before = await pack();
    const lists = await listsOf(before);
    expect(verifyCredential(document, { ...before, statusSnapshot: lists }).valid).toBe(true);
    expect(failed(verifyCredential(document, { ...before, statusSnapshot: [lists[0]] }))).toEqual(['status']);
    expect(failed(verifyCredential(document, { ...before, statusSnapshot: lists, at: later(1) }))).toContain(
      'status',
    );
    await insurer.on.identity.suspend(place);
    const after = await pack();
    const raised = verifyCredential(document, { ...after, statusSnapshot: await listsOf(after) });
    expect(raised.checks.at(-1)).toMatchObject({ passed: false, why: 'its bit for suspension is raised' });
    const forged = lists.map((list) => JSON.parse(JSON.stringify(list).replace(times.validUntil, later(9))));
    expect(failed(verifyCredential(document, { ...before, statusSnapshot: forged }))).toEqual(['status']);
  });
});

describe('the form of a document', () => {
  test.each<[string, (document: Record<string, unknown>) => object, string]>([
    ['a date of version 1', (document) => ({ ...document, expirationDate: '2027-01-01T00:00:00Z' }), 'shape'],
    [
      'another context first',
      (document) => ({ ...document, '@context': ['urn:roadbook:credentials:1'] }),
      'context',
    ],
    ['no type of ours', (document) => ({ ...document, type: ['VerifiableCredential'] }), 'claims'],
    [
      'two types',
      (document) => ({ ...document, type: ['VerifiableCredential', 'InsuranceCover', 'LoyaltyTier'] }),
      'claims',
    ],
    [
      'a claim more',
      (document) => ({ ...document, credentialSubject: { ...COVER, bornOn: '1990-01-01' } }),
      'claims',
    ],
    [
      'a time that does not exist',
      (document) => ({ ...document, validFrom: '2026-02-30T00:00:00Z' }),
      'time',
    ],
    [
      'an issuer that is not the signer',
      (document) => ({ ...document, issuer: 'https://example.org' }),
      'key',
    ],
  ])('with %s it is refused', async (_, change, check) => {
    const { document, pack } = await openCounter();
    expect(failed(verifyCredential(change(document), await pack()))).toContain(check);
  });

  test('a proof for another purpose asserts nothing', async () => {
    const { document, issuerKey, pack, now } = await openCounter();
    const { proof: _, ...unsecured } = document;
    const wrong = await secureDocument(unsecured, issuerKey, {
      created: now(),
      proofPurpose: 'authentication',
    });
    expect(failed(verifyCredential(wrong, await pack()))).toContain('proof');
  });

  test.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', 7],
    ['null', null],
    ['a repeated member', '{"type":"x","type":"y"}'],
    ['depth', `{"a":${'['.repeat(400)}${']'.repeat(400)}}`],
    ['a lone surrogate', { type: ['VerifiableCredential'], name: '\ud800' }],
    ['an SD-JWT of nothing', 'a.b.c~'],
    ['dots and tildes', '..~~'],
  ])('%s is answered, not thrown', (_, document) => {
    expect(verifyCredential(document, { at: '2026-01-01T00:00:00.000Z' })).toMatchObject({ valid: false });
  });
});

test.each([
  ['2000-03-02', '2021-03-02', '2021-03-01', { over18: true, over21: false, licensedOver1Year: false }],
  ['2000-03-02', '2018-03-02', '2021-03-02', { over21: true, over25: false, licensedOver3Years: true }],
  ['2004-02-29', '2024-02-29', '2025-02-28', { over21: true, licensedOver1Year: true }],
] as const)('born on %s, licensed on %s, on %s', (bornOn, licensedOn, on, claims) => {
  expect(licencePredicates(bornOn, licensedOn, on)).toMatchObject(claims);
});
