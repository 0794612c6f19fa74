import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Builder, collectionsOf, packForeign } from '../chaincode/foreign';
import type { Command } from './call';
import { Misuse } from '../fault';
import { makeDirectory } from '../home';
import { answer } from '../say';

const ORG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;
const usage =
  'package --type ccaas|node --organisations Org1MSP,Org2MSP --founder Org1MSP --out <folder> [--name roadbook] [--address host:port] ' +
  '[--tls-root <pem> --tls-cert <pem> --tls-key <pem>]';

/** For a network that others run: docs/your-fabric.md. */
export const packageCommand: Command = {
  usage,
  summary:
    'Write a package and the collections for a Fabric network that you run already: for the peer’s own builder of ' +
    'chaincode as a service, or for the one of Node chaincode.',
  options: {
    type: { type: 'string' },
    organisations: { type: 'string' },
    founder: { type: 'string' },
    out: { type: 'string' },
    name: { type: 'string' },
    address: { type: 'string' },
    'tls-root': { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
  },
  run: async ({ json, texts }) => {
    const orgs = (texts['organisations'] ?? '').split(',').filter(Boolean);
    const strange = orgs.find((org) => !ORG.test(org));
    if (orgs.length === 0 || strange !== undefined)
      throw new Misuse(
        strange === undefined ? 'the organisations are missing' : `${strange} cannot name a collection`,
        `--organisations <MSP ids with commas between>: 1 to 50 letters, digits, _ or -`,
      );
    const founder = texts['founder'] ?? '';
    if (!orgs.includes(founder))
      throw new Misuse(`the founder ${founder || '(none)'} is none of them`, `--founder ${orgs[0]}`);
    const [root, cert, key] = [texts['tls-root'], texts['tls-cert'], texts['tls-key']];
    if ([root, cert, key].some(Boolean) && !(root && cert && key))
      throw new Misuse('TLS needs all three files', '--tls-root, --tls-cert and --tls-key, or none');
    const { label, packageId, bytes } = packForeign({
      ...{ builder: builderIn(texts['type']), name: texts['name'] ?? 'roadbook', founder },
      ...(texts['address'] !== undefined && { address: texts['address'] }),
      ...(root && cert && key && { tls: { root, cert, key } }),
    });
    const folder = makeDirectory(resolve(texts['out'] ?? '.'));
    const file = join(folder, `${label}.${texts['type']}.tgz`);
    const collections = join(folder, 'collections.json');
    writeFileSync(file, bytes);
    writeFileSync(collections, `${JSON.stringify(collectionsOf(orgs), null, 2)}\n`);
    answer(json, { ok: true, file, packageId, collections }, () =>
      [`${file}\n  package id ${packageId}`, `${collections}\n  for --collections-config`].join('\n'),
    );
  },
};

function builderIn(type: string | undefined): Builder {
  if (type === 'ccaas' || type === 'node') return type;
  throw new Misuse(`--type ${type ?? '(none)'} is none`, 'ccaas, or node');
}
