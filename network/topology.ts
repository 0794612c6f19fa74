import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { memberName } from '@roadbook/chaincode/api';
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower case letters, digits and hyphens, at most 31');
const member = z.strictObject({ name: memberName, role: name });
const organisation = z.strictObject({
  name,
  kind: z.enum(['manufacturer', 'lender', 'insurer', 'registry']),
  confers: z.array(name).min(1).max(32),
  ports: z.int().min(1024).max(65_000),
  peers: z.int().min(1).max(6).default(1),
  orderers: z.int().min(0).max(9).default(1),
  cast: z.array(member).max(500).default([]),
  copy: z.boolean().default(false),
});
const file = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,60}$/),
  batchInterval: z.string().regex(/^[1-9][0-9]{0,4}m?s$/, 'a duration such as 100ms'),
  domain: z.string().regex(/^[a-z0-9.-]{1,100}$/),
  endpoints: z.enum(['loopback', 'names']),
  policies: z.strictObject({ endorsement: z.string(), lifecycle: z.string() }),
  chaincodes: z
    .array(z.strictObject({ name, folder: z.string() }))
    .min(1)
    .max(8),
  founding: z.boolean().default(true),
  agenda: z.boolean().default(true),
  watch: z.boolean().default(true),
  founder: name.optional(),
  organisations: z.array(organisation).min(1).max(20),
});

export type Member = z.infer<typeof member>;
export type NodeKind = 'ca' | 'orderer' | 'peer';

/** One process of an organisation; `id` names it everywhere: in folders, logs and messages. */
export type NetworkNode = {
  readonly kind: NodeKind;
  readonly id: string;
  readonly org: string;
  readonly name: string;
  /** The stable DNS name, on every certificate of the node. */
  readonly host: string;
  /** Where others reach it. */
  readonly reach: string;
  readonly port: number;
  readonly opsPort: number;
  /** Orderers: the listener that joins channels. Peers: the listener for chaincode, unused. */
  readonly adminPort: number;
};

export type Organisation = {
  readonly name: string;
  /** What it is, and the roles that its certificates may name: the founding writes both on the ledger. */
  readonly kind: z.infer<typeof organisation>['kind'];
  readonly confers: readonly string[];
  readonly ca: NetworkNode;
  readonly peers: readonly NetworkNode[];
  readonly orderers: readonly NetworkNode[];
  readonly cast: readonly Member[];
  /** First of the ports where its chaincode processes listen. */
  readonly chaincodePort: number;
  /** Where it is served over HTTP, on loopback, when that is wanted. */
  readonly apiPort: number;
  /** Whether its copy of the ledger in SQL is kept on its machine, and where that answers, on loopback. */
  readonly copy: boolean;
  readonly copyPort: number;
};

export type Topology = Omit<z.infer<typeof file>, 'organisations' | 'founder'> & {
  readonly path: string;
  /**
   * Which organisation's administrator founds the consortium; it stands in the packed chaincode, so that
   * nobody else can.
   */
  readonly founder: string;
  readonly portOffset: number;
  /** The address that every listener binds to. */
  readonly listen: string;
  readonly organisations: readonly Organisation[];
};

export const chaincodeSlots = 40;

export function readTopology(path: string, portOffset: number): Topology {
  const parsed = file.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a topology:\n${z.prettifyError(parsed.error)}`);
  const found = parsed.data;
  const organisations = found.organisations.map((org) =>
    layOut(org, found.domain, found.endpoints, portOffset),
  );
  const orderers = organisations.flatMap((org) => org.orderers).length;
  if (orderers < 4)
    throw new Error(
      `${path}: ${orderers} orderers; BFT ordering needs at least 4. Give an organisation more of them: "orderers: ${5 - orderers}"`,
    );
  for (const [what, all] of [
    ['name', found.organisations.map((org) => org.name)],
    ['ports', found.organisations.map((org) => String(Math.floor(org.ports / 100)))],
  ] as const)
    if (new Set(all).size < all.length)
      throw new Error(`${path}: two organisations share their ${what}; each needs its own`);
  const chaincodes = found.chaincodes.map(({ name, folder }) => ({
    name,
    folder: resolve(dirname(path), folder),
  }));
  const listen = found.endpoints === 'loopback' ? '127.0.0.1' : '0.0.0.0';
  return { ...found, founder: founderIn(found, path), chaincodes, organisations, path, portOffset, listen };
}

/** The registry that the topology names, or its only one. */
function founderIn({ founder, organisations }: z.infer<typeof file>, path: string): string {
  const registries = organisations.filter(({ kind }) => kind === 'registry').map(({ name }) => name);
  if (founder !== undefined && !registries.includes(founder))
    throw new Error(
      `${path}: the founder ${founder} is no registry of this topology; name one of ${registries.join(', ') || 'none'}`,
    );
  return founder ?? registries[0] ?? '';
}

function layOut(
  org: z.infer<typeof organisation>,
  domain: string,
  endpoints: 'loopback' | 'names',
  offset: number,
): Organisation {
  const first = org.ports + offset;
  const node = (kind: NodeKind, name: string, port: number): NetworkNode => {
    const host = `${name}.${org.name}.${domain}`;
    const reach = endpoints === 'loopback' ? 'localhost' : host;
    return {
      kind,
      id: `${name}.${org.name}`,
      org: org.name,
      name,
      host,
      reach,
      port,
      opsPort: port + 1,
      adminPort: port + 2,
    };
  };
  return {
    name: org.name,
    ca: node('ca', 'ca', first + 1),
    orderers: Array.from({ length: org.orderers }, (_, i) =>
      node('orderer', `orderer${i}`, first + 10 + 3 * i),
    ),
    peers: Array.from({ length: org.peers }, (_, i) => node('peer', `peer${i}`, first + 40 + 3 * i)),
    kind: org.kind,
    confers: org.confers,
    cast: org.cast,
    chaincodePort: first + 60,
    apiPort: first + 5,
    copy: org.copy,
    copyPort: first + 6,
  };
}
