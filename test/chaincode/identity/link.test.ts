import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { aliasSeal, canonical, opensAlias } from '@roadbook/chaincode/api';
import { approveStatement, credentialKey, provePossession } from '@roadbook/gateway';
import { linked } from '../../../chaincode/src/identity/rules/link';
import { CHANNEL, keyOf, openBureau, openHome, openLinked } from './cast';

const account = 'lender/owner';

test('an account of another organisation is linked when both have agreed, each in a transaction', async () => {
  const { person, atLender, did, later, ledger } = await openHome();
  const offer = { did, linkId: 'L-1', account, expiresAt: later(1) };
  const offered = await person.on.identity.offerLink(offer);
  expect(await person.on.identity.offerLink(offer)).toEqual(offered);
  expect(await atLender.on.identity.readLink({ did, linkId: 'L-1' })).toMatchObject({ status: 'offered' });
  const joined = await atLender.on.identity.acceptLink({ did, linkId: 'L-1' });
  expect(joined.keys[1]).toMatchObject({ keyId: 'key-2', purposes: ['authentication', 'assertionMethod'] });
  expect(canonical(ledger.events)).not.toContain(account);
  const { accounts } = await atLender.on.identity.listAccounts({ did });
  expect(accounts.map((one) => one.account)).toEqual(['registry/owner', account]);
  await expect(atLender.on.identity.acceptLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('or in one transaction, with the signature of the other', async () => {
  const { did, atLender } = await openLinked();
  expect((await atLender.on.identity.readAccount({ account })).did).toBe(did);
  expect(await atLender.on.identity.readLink({ did, linkId: 'L-1' })).toMatchObject({ status: 'linked' });
});

test('one signature is not enough', async () => {
  const { person, atLender, stranger, did, later, holder } = await openHome();
  const link = { did, linkId: 'L-1', expiresAt: later(1) };
  await expect(atLender.on.identity.offerLink({ ...link, account })).rejects.toMatchObject({
    code: 'ACCOUNT_NOT_LINKED',
  });
  const own = await approveStatement(
    { act: 'link', channel: CHANNEL, ...link, account },
    keyOf(atLender, did),
  );
  await expect(atLender.on.identity.link({ ...link, approval: own })).rejects.toMatchObject({
    code: 'APPROVAL_WRONG',
  });
  const forOther = await approveStatement({ act: 'link', channel: CHANNEL, ...link, account }, holder);
  await expect(stranger.on.identity.link({ ...link, approval: forOther })).rejects.toMatchObject({
    code: 'APPROVAL_WRONG',
  });
  await person.on.identity.offerLink({ ...link, account });
  const about = { kind: 'link' as const, id: [did, 'L-1'] };
  expect(await atLender.on.identity.next(about)).toEqual({
    status: 'offered',
    steps: [
      { step: 'accept', operations: ['acceptLink'] },
      { step: 'withdraw', operations: ['withdrawLink'] },
    ],
  });
  await expect(stranger.on.identity.next(about)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(stranger.on.identity.acceptLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(person.on.identity.acceptLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('an offer ends in time, and may be taken back or turned down', async () => {
  const { person, atLender, stranger, did, later, ledger } = await openHome();
  for (const expiresAt of [later(-1), later(31)])
    await expect(
      person.on.identity.offerLink({ did, linkId: 'L-0', account, expiresAt }),
    ).rejects.toMatchObject({
      code: 'LINK_TERM_IMPOSSIBLE',
    });
  for (const linkId of ['L-1', 'L-2', 'L-3'])
    await person.on.identity.offerLink({ did, linkId, account, expiresAt: later(1) });
  await expect(stranger.on.identity.withdrawLink({ did, linkId: 'L-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  expect(await person.on.identity.withdrawLink({ did, linkId: 'L-1' })).toMatchObject({
    status: 'withdrawn',
  });
  expect(await atLender.on.identity.withdrawLink({ did, linkId: 'L-2' })).toMatchObject({
    status: 'withdrawn',
  });
  ledger.pass(86_400_000);
  await expect(atLender.on.identity.acceptLink({ did, linkId: 'L-3' })).rejects.toMatchObject({
    code: 'LINK_EXPIRED',
  });
});

test('of two links of one account one wins', async () => {
  const { person, atLender, stranger, did, later, ledger } = await openHome();
  const { did: other } = await stranger.on.identity.create({});
  await person.on.identity.offerLink({ did, linkId: 'L-1', account, expiresAt: later(1) });
  await stranger.on.identity.offerLink({ did: other, linkId: 'L-1', account, expiresAt: later(1) });
  const accept = (of: string) =>
    ({
      manner: 'submit',
      room: 'identity',
      name: 'acceptLink',
      request: canonical({ did: of, linkId: 'L-1' }),
    }) as const;
  expect(await ledger.race([atLender, accept(did)], [atLender, accept(other)])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
  expect((await atLender.on.identity.readAccount({ account })).did).toBe(did);
  await expect(atLender.on.identity.acceptLink({ did: other, linkId: 'L-1' })).rejects.toMatchObject({
    code: 'ACCOUNT_HAS_DID',
  });
});

test('making a DID and being linked to another exclude each other', async () => {
  const { person, atLender, did, later, ledger } = await openHome();
  await person.on.identity.offerLink({ did, linkId: 'L-1', account, expiresAt: later(1) });
  const call = (name: string, request: object) =>
    [atLender, { manner: 'submit', room: 'identity', name, request: canonical(request) }] as const;
  expect(await ledger.race(call('create', {}), call('acceptLink', { did, linkId: 'L-1' }))).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
});

test('an account unlinks itself, and its key ends; the signature does not link it again', async () => {
  const { atLender, did, holder, later, joining } = await openLinked();
  const link = { did, linkId: 'L-1', expiresAt: later(1) };
  const approval = await approveStatement({ act: 'link', channel: CHANNEL, ...link, account }, holder);
  const unlinked = await atLender.on.identity.unlink({ did, account });
  expect(unlinked.keys[1]).toHaveProperty('revokedAt');
  await expect(atLender.on.identity.readAccount({ account })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(atLender.on.identity.link({ ...link, approval })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(atLender.on.identity.link(joining)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_LINKED' });
  await expect(atLender.on.identity.readAccount({ account })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await atLender.on.identity.create({})).did).not.toBe(did);
});

test('an account that has lost the last key is free to go, and the key stays with who has it', async () => {
  const { person, atLender, did, holder } = await openLinked();
  const { version, keys } = await person.on.identity.unlink({ did, account: 'registry/owner' });
  expect(keys[0]).not.toHaveProperty('revokedAt');
  await expect(person.on.identity.readAccount({ account: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(atLender.on.identity.revokeKey({ did, keyId: 'key-2' })).rejects.toMatchObject({
    code: 'NOT_CONTROLLER',
  });
  const approval = await approveStatement(
    { act: 'revokeKey', channel: CHANNEL, did, version, keyId: 'key-2' },
    holder,
  );
  expect((await atLender.on.identity.revokeKey({ did, keyId: 'key-2', approval })).keys[1]).toHaveProperty(
    'revokedAt',
  );
  expect(await atLender.on.identity.deactivate({ did })).toMatchObject({ status: 'deactivated' });
});

test('the holder unlinks an account; the last account stays', async () => {
  const { person, stranger, did } = await openLinked();
  await expect(stranger.on.identity.unlink({ did, account })).rejects.toMatchObject({
    code: 'ACCOUNT_NOT_LINKED',
  });
  expect((await person.on.identity.unlink({ did, account })).version).toBe(3);
  await expect(person.on.identity.unlink({ did, account: 'registry/owner' })).rejects.toMatchObject({
    code: 'LAST_ACCOUNT',
  });
});

test('a DID has at most 16 accounts', async () => {
  const { did, now } = await openHome();
  const accounts = Array.from({ length: 16 }, (_, at) => ({
    account: `lender/o${at}`,
    since: now(),
    keyIds: [],
  }));
  const full = { did, status: 'active', keys: [], accounts } as never;
  expect(() => linked(full, { account, key: undefined, now: now() }, undefined)).toThrow('ACCOUNTS_FULL');
});

describe('an alias', () => {
  const bind = async () => {
    const home = await openLinked();
    const key = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const opening = {
      did: home.did,
      alias: key.did,
      audience: 'lender',
      salt: randomBytes(16).toString('hex'),
    };
    const request = { alias: key.did, audience: 'lender', seal: aliasSeal(opening) };
    const possession = await provePossession({ act: 'bindAlias', channel: CHANNEL, ...request }, key);
    const desk = await home.be('lender/desk', 'lender');
    return { ...home, desk, key, opening, request: { ...request, possession } };
  };

  test('is known to one organisation and opened by its holder alone', async () => {
    const { desk, stranger, request, opening, did, ledger } = await bind();
    await desk.on.identity.bindAlias(request);
    await desk.on.identity.bindAlias(request);
    const read = await stranger.on.identity.readAlias({ alias: request.alias });
    expect(canonical([read, ledger.events.at(-1) ?? {}])).not.toContain(did);
    expect(read).not.toHaveProperty('account');
    expect(opensAlias(opening, read.seal)).toBe(true);
    expect(opensAlias({ ...opening, did: `${did}x` }, read.seal)).toBe(false);
    expect(() => aliasSeal({ ...opening, salt: 'short' })).toThrow('128');
  });

  test('is bound and ended by its key, and sent by the organisation that it is for', async () => {
    const { be, desk, key, request } = await bind();
    const { alias } = request;
    const insurer = await be('insurer/desk', 'insurer');
    const elsewhere = insurer.on.identity.bindAlias({ ...request, audience: 'insurer' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'ALIAS_UNPROVEN' });
    await desk.on.identity.bindAlias(request);
    const possession = await provePossession({ act: 'endAlias', channel: CHANNEL, alias }, key);
    await expect(desk.on.identity.endAlias({ alias })).rejects.toMatchObject({ code: 'ALIAS_UNPROVEN' });
    const wrong = { alias, possession: request.possession };
    await expect(desk.on.identity.endAlias(wrong)).rejects.toMatchObject({ code: 'ALIAS_UNPROVEN' });
    await expect(insurer.on.identity.endAlias({ alias, possession })).rejects.toMatchObject({
      code: 'ALIAS_BY_ITSELF',
    });
    const ended = await desk.on.identity.endAlias({ alias, possession });
    expect(await desk.on.identity.endAlias({ alias, possession })).toEqual(ended);
  });

  test('is not sent by its holder, whose certificate would show whose it is; nothing on the ledger names the account', async () => {
    const { atLender, desk, key, request, ledger } = await bind();
    const { alias } = request;
    await expect(atLender.on.identity.bindAlias(request)).rejects.toMatchObject({
      code: 'ALIAS_BY_ITSELF',
      facts: { audience: 'lender' },
    });
    const before = ledger.world.state.size;
    await desk.on.identity.bindAlias(request);
    const possession = await provePossession({ act: 'endAlias', channel: CHANNEL, alias }, key);
    await expect(atLender.on.identity.endAlias({ alias, possession })).rejects.toMatchObject({
      code: 'ALIAS_BY_ITSELF',
    });
    expect(ledger.world.state.size).toBe(before + 1);
    const written = [...ledger.world.state]
      .filter(([name]) => name.includes(alias))
      .map(([, { value }]) => value.toString());
    expect(written).toHaveLength(1);
    expect(`${written.join()}${JSON.stringify(ledger.events.at(-1))}`).not.toContain(account);
  });

  test('of a ledger from before is ended by the account that bound it', async () => {
    const { atLender, desk, request, ledger } = await bind();
    await desk.on.identity.bindAlias(request);
    for (const [name, { value, version }] of ledger.world.state)
      if (name.includes(request.alias)) {
        const former = value.toString().replace('"record":{', `"record":{"account":"${account}",`);
        ledger.world.state.set(name, { value: Buffer.from(former), version });
      }
    await expect(desk.on.identity.endAlias({ alias: request.alias })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(await atLender.on.identity.endAlias({ alias: request.alias })).toMatchObject({
      endedAt: expect.any(String),
    });
  });
});

test('a person without a DID has no accounts to show', async () => {
  const { person } = await openBureau();
  await expect(person.on.identity.readAccount({ account: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
