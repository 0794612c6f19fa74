import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { X509CrlGenerator } from '@peculiar/x509';
import { updateBetween } from '../../scripts/channel/configuration';
import { revokedIn, withList } from '../../scripts/identity/revocation';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function listOf(...serials: string[]): Promise<Buffer> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const entries = serials.map((serialNumber) => ({
    serialNumber,
    revocationDate: new Date('2026-01-02T00:00:00Z'),
  }));
  const list = await X509CrlGenerator.create({
    issuer: 'CN=lender CA',
    thisUpdate: new Date('2026-01-02T00:00:00Z'),
    nextUpdate: new Date('2026-01-03T00:00:00Z'),
    entries,
    signingAlgorithm: algorithm,
    signingKey: keys.privateKey,
  });
  return Buffer.from(list.toString('pem'));
}

const group = (version: number) => {
  const made = new common.ConfigGroup();
  made.setVersion(version);
  made.setModPolicy('Admins');
  return made;
};

function definition(name: string): common.ConfigGroup {
  const inner = new msp.FabricMSPConfig();
  inner.setName(name);
  inner.setRootCertsList([Buffer.from(`root of ${name}`)]);
  const outer = new msp.MSPConfig();
  outer.setConfig(inner.serializeBinary());
  const value = new common.ConfigValue();
  value.setValue(outer.serializeBinary());
  value.setVersion(3);
  value.setModPolicy('Admins');
  const made = group(1);
  made.getValuesMap().set('MSP', value);
  return made;
}

/** The lender runs orderers, the insurer none. */
function channel(): common.Config {
  const [top, application, ordering] = [group(0), group(4), group(5)];
  for (const org of ['lender', 'insurer']) application.getGroupsMap().set(org, definition(org));
  ordering.getGroupsMap().set('lender', definition('lender'));
  top.getGroupsMap().set('Application', application);
  top.getGroupsMap().set('Orderer', ordering);
  const config = new common.Config();
  config.setChannelGroup(top);
  return config;
}

const innerOf = (config: common.Config, name: string, org: string) => {
  const value = config
    .getChannelGroup()
    ?.getGroupsMap()
    .get(name)
    ?.getGroupsMap()
    .get(org)
    ?.getValuesMap()
    .get('MSP');
  const outer = msp.MSPConfig.deserializeBinary(value?.getValue_asU8() ?? new Uint8Array());
  return msp.FabricMSPConfig.deserializeBinary(outer.getConfig_asU8());
};

test('a list stands wherever the channel defines the organisation, and changes nothing else of it', async () => {
  const list = await listOf('0a1b', '7f');
  const after = withList(channel(), 'lender', list);
  if (!after) throw new Error('nothing changed');
  for (const name of ['Application', 'Orderer']) {
    const inner = innerOf(after, name, 'lender');
    expect(inner.getRevocationListList_asU8().map((one) => Buffer.from(one).toString())).toEqual([
      list.toString(),
    ]);
    expect([
      inner.getName(),
      inner.getRootCertsList_asU8().map((one) => Buffer.from(one).toString()),
    ]).toEqual(['lender', ['root of lender']]);
  }
  expect(innerOf(after, 'Application', 'insurer').getRevocationListList_asU8()).toEqual([]);
  expect([revokedIn(after, 'lender'), revokedIn(after, 'insurer')]).toEqual([['a1b', '7f'], []]);
});

test('the update touches the definitions of this organisation alone', async () => {
  const after = withList(channel(), 'lender', await listOf('01'));
  if (!after) throw new Error('nothing changed');
  const update = common.ConfigUpdate.deserializeBinary(updateBetween('roadbook', channel(), after));
  const written = (name: string, org: string) =>
    update
      .getWriteSet()
      ?.getGroupsMap()
      .get(name)
      ?.getGroupsMap()
      .get(org)
      ?.getValuesMap()
      .get('MSP')
      ?.getVersion();
  expect([
    written('Application', 'lender'),
    written('Orderer', 'lender'),
    written('Application', 'insurer'),
  ]).toEqual([4, 4, 3]);
  const versions = ['Application', 'Orderer'].map((name) =>
    update.getWriteSet()?.getGroupsMap().get(name)?.getVersion(),
  );
  expect(versions).toEqual([4, 5]);
});

test('what the channel knows is not told again, and a longer list is', async () => {
  const known = withList(channel(), 'lender', await listOf('01', '02'));
  if (!known) throw new Error('nothing changed');
  expect(withList(known, 'lender', await listOf('02', '01'))).toBeUndefined();
  const more = withList(known, 'lender', await listOf('01', '02', '03'));
  expect(more && revokedIn(more, 'lender')).toEqual(['1', '2', '3']);
});
