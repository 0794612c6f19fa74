import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectionsOf, packForeign } from '../../scripts/chaincode/foreign';

const folder = mkdtempSync(join(tmpdir(), 'roadbook-foreign-'));
const opened = (bytes: Buffer) => {
  const read = (archive: Buffer, file: string) =>
    execFileSync('tar', ['-xzOf', '-', file], { input: archive, maxBuffer: 50_000_000 });
  const code = read(bytes, 'code.tar.gz');
  return {
    metadata: JSON.parse(read(bytes, 'metadata.json').toString()),
    names: execFileSync('tar', ['-tzf', '-'], { input: code, encoding: 'utf8' }).trim().split('\n'),
    read: (file: string) => JSON.parse(read(code, file).toString()),
  };
};
const common = { name: 'roadbook', founder: 'Org1MSP' };

test('F9, Fabric "Running Chaincode as a Service": a package of type ccaas holds connection.json and nothing else', () => {
  const { label, bytes, packageId } = packForeign({
    ...common,
    builder: 'ccaas',
    address: '{{.peername}}-roadbook:9999',
  });
  const { metadata, names, read } = opened(bytes);
  expect(metadata).toEqual({ type: 'ccaas', label });
  expect(names).toEqual(['connection.json']);
  expect(read('connection.json')).toEqual({
    ...{ address: '{{.peername}}-roadbook:9999', dial_timeout: '10s', tls_required: false },
  });
  expect(packageId).toMatch(new RegExp(`^${label}:[0-9a-f]{64}$`));
});

test('F9, with TLS the files are in it and the switches are booleans, as the peer reads them', () => {
  const file = (name: string) => {
    writeFileSync(join(folder, name), `-- ${name} --`);
    return join(folder, name);
  };
  const tls = { root: file('root.pem'), cert: file('cert.pem'), key: file('key.pem') };
  const { read } = opened(packForeign({ ...common, builder: 'ccaas', address: 'cc:9999', tls }).bytes);
  expect(read('connection.json')).toEqual({
    ...{ address: 'cc:9999', dial_timeout: '10s', tls_required: true, client_auth_required: true },
    ...{ root_cert: '-- root.pem --', client_cert: '-- cert.pem --', client_key: '-- key.pem --' },
  });
});

test('F9, a package of type node: files below src, a start script, the shim among the dependencies, the founder', () => {
  const { metadata, names, read } = opened(packForeign({ ...common, builder: 'node' }).bytes);
  expect(metadata.type).toBe('node');
  expect(
    names.filter((name) => !name.startsWith('src/') || /\.map$|\.d\.ts$|node_modules/.test(name)),
  ).toEqual([]);
  const manifest = read('src/package.json');
  expect(manifest.scripts.start).toBe('fabric-chaincode-node start');
  expect(names).toContain(`src/${manifest.main}`);
  for (const needed of ['fabric-shim', 'fabric-contract-api', 'reflect-metadata', 'zod'])
    expect(manifest.dependencies[needed]).toMatch(/^\d+\.\d+\.\d+$/);
  expect(manifest).not.toHaveProperty('peerDependencies');
  expect(manifest.overrides).toEqual({ 'class-transformer': '0.5.1' });
  expect(read('src/dist/settings.json')).toEqual({ founder: 'Org1MSP' });
});

test('F9, the same bytes every time, and others for another founder', () => {
  const id = (founder: string) => packForeign({ ...common, founder, builder: 'node' }).packageId;
  expect(id('Org1MSP')).toBe(id('Org1MSP'));
  expect(id('Org2MSP')).not.toBe(id('Org1MSP'));
});

test.each([[undefined], ['nowhere'], ['https://cc:9999'], ['cc:port']])(
  'F9, the address %s is refused',
  (address) =>
    expect(() => packForeign({ ...common, builder: 'ccaas', ...(address && { address }) })).toThrow(
      /address/,
    ),
);

test('F9, collections as `peer lifecycle chaincode --collections-config` reads them', () =>
  expect(collectionsOf(['Org2MSP', 'Org1MSP']).map((one) => Object.entries(one).slice(0, 2).flat())).toEqual([
    ['name', 'of_Org1MSP', 'policy', "OR('Org1MSP.member')"],
    ['name', 'of_Org2MSP', 'policy', "OR('Org2MSP.member')"],
  ]));
