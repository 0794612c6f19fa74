import { common } from '@hyperledger/fabric-protos';
import type { EvidencePackage } from '@roadbook/gateway';
import { judged, trial } from './court';

jest.setTimeout(600_000);

const genuine = trial({ beforeWitness: (chain) => chain.configure({}) }).then(async ({ chain, pack }) => ({
  chain,
  pack: await pack(),
}));

type Path = readonly (string | number)[];
/** Every part of a document, the inner ones first. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value))
      yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name]);
  if (path.length > 0) yield path;
}

const at = (whole: unknown, path: Path): unknown =>
  path.reduce((value, name) => (value as Record<string, unknown>)[name], whole);
/** A copy in which something is done to the part that holds what is at the end of the path. */
function changed(whole: unknown, path: Path, act: (holder: never, name: never) => void): unknown {
  const copy = structuredClone(whole);
  act(at(copy, path.slice(0, -1)) as never, path.at(-1) as never);
  return copy;
}

function* otherValues(value: unknown): Generator {
  yield* [null, '', '0'.repeat(64)];
  if (typeof value === 'number') yield* [value + 1, -value - 1];
  if (typeof value === 'string')
    for (const place of [0, value.length - 1]) {
      const letter = value[place] === 'a' ? 'b' : 'a';
      yield value.slice(0, place) + letter + value.slice(place + 1);
      yield value.slice(0, place) + value.slice(place + 1);
    }
}

async function survivors(
  pack: EvidencePackage,
  channel: string,
  changes: Iterable<readonly [string, unknown]>,
): Promise<string[]> {
  const same = JSON.stringify(pack);
  const found: string[] = [];
  for (const [what, given] of changes)
    if (JSON.stringify(given) !== same && (await judged(given, channel)).verdict === 'valid')
      found.push(what);
  return found;
}

function* changesOf(pack: EvidencePackage): Generator<readonly [string, unknown]> {
  for (const path of pathsOf(pack)) {
    const what = path.join('.');
    const value = at(pack, path);
    for (const other of otherValues(value))
      yield [
        `${what} is ${JSON.stringify(other).slice(0, 40)}`,
        changed(pack, path, (holder: Record<string, unknown>, name) => (holder[name] = other)),
      ];
    yield [
      `${what} dropped`,
      changed(pack, path, (holder: Record<string, unknown>, name: string) =>
        Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name],
      ),
    ];
    if (!Array.isArray(value)) continue;
    for (let place = 0; place < value.length; place++) {
      const holder = (copy: unknown) => at(copy, path) as unknown[];
      const twice = structuredClone(pack);
      holder(twice).splice(place, 0, structuredClone(value[place]));
      yield [`${what}.${place} twice`, twice];
      const swapped = structuredClone(pack);
      const [taken] = holder(swapped).splice(place, 1);
      holder(swapped).splice(place === 0 ? value.length - 1 : 0, 0, taken);
      yield [`${what}.${place} moved`, swapped];
    }
  }
}

test('no part of a package can be changed, dropped, doubled or moved', async () => {
  const { pack, chain } = await genuine;
  const changes = [...changesOf(pack)];
  expect(changes.length).toBeGreaterThan(400);
  expect(await survivors(pack, chain.hash, changes)).toEqual([]);
});

/** Bytes between those that are tried within transactions, where one hash is over all of them. */
const STRIDE = 131;

function* flips(
  pack: EvidencePackage,
  list: 'blocks' | 'configurations',
): Generator<readonly [string, unknown]> {
  for (const [place, { number, bytes }] of pack[list].entries()) {
    const whole = Buffer.from(bytes, 'base64');
    const outside = place === 0 ? whole.length - 600 : whole.length;
    for (let byte = 0; byte < whole.length; byte += byte < 90 || byte >= outside ? 1 : STRIDE) {
      const flipped = Buffer.from(whole);
      flipped[byte] = (flipped[byte] ?? 0) ^ (1 << (byte % 8));
      const other = { number, bytes: flipped.toString('base64') };
      yield [`byte ${byte} of ${list} ${number}`, { ...pack, [list]: pack[list].with(place, other) }];
    }
  }
}

test.each(['blocks', 'configurations'] as const)('no byte of its %s can be flipped', async (list) => {
  const { pack, chain } = await genuine;
  expect(await survivors(pack, chain.hash, flips(pack, list))).toEqual([]);
});

/** The block with something done to it, as protobuf. */
function reworked(
  pack: EvidencePackage,
  place: number,
  work: (block: common.Block) => void,
): EvidencePackage {
  const { number, bytes } = pack.blocks[place] ?? { number: 0, bytes: '' };
  const block = common.Block.deserializeBinary(Buffer.from(bytes, 'base64'));
  work(block);
  const other = { number, bytes: Buffer.from(block.serializeBinary()).toString('base64') };
  return { ...pack, blocks: pack.blocks.with(place, other) };
}

function signatures(
  block: common.Block,
  choose: (all: common.MetadataSignature[]) => common.MetadataSignature[],
): void {
  const metadata = block.getMetadata() ?? new common.BlockMetadata();
  const signed = common.Metadata.deserializeBinary(metadata.getMetadataList_asU8()[0] ?? new Uint8Array());
  signed.setSignaturesList(choose(signed.getSignaturesList()));
  metadata.setMetadataList([signed.serializeBinary()]);
}

/** The other signature that holds for the same message: r and the order of P-256 less s. */
function mirrored(one: common.MetadataSignature): common.MetadataSignature {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const der = Buffer.from(one.getSignature_asU8());
  const length = der[3] ?? 0;
  const [r, s] = [der.subarray(2, 4 + length), BigInt(`0x${der.subarray(6 + length).toString('hex')}`)];
  const high = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  const body = Buffer.concat([r, Buffer.from([2, 33, 0]), high]);
  one.setSignature(Buffer.concat([Buffer.from([0x30, body.length]), body]));
  return one;
}

test.each<readonly [string, (block: common.Block) => void]>([
  ['two of three signatures', (block) => signatures(block, (all) => all.slice(0, 2))],
  ['no signature', (block) => signatures(block, () => [])],
  ['one orderer thrice', (block) => signatures(block, ([one]) => (one ? [one, one, one] : []))],
  [
    'one orderer twice beside the others',
    (block) => signatures(block, (all) => [...all, ...all.slice(0, 1)]),
  ],
  ['another order of signatures', (block) => signatures(block, (all) => all.toReversed())],
  [
    'the mirrored form of a signature',
    (block) => signatures(block, ([one, ...rest]) => (one ? [mirrored(one), ...rest] : rest)),
  ],
  ['codes of validity', (block) => block.getMetadata()?.addMetadata(Uint8Array.of(0, 0, 0))],
  ['an envelope more', (block) => block.getData()?.addData(block.getData()?.getDataList_asU8()[0] ?? '')],
  [
    'envelopes in another order',
    (block) => block.getData()?.setDataList(block.getData()?.getDataList_asU8().toReversed() ?? []),
  ],
])('%s', async (_, work) => {
  const { pack, chain } = await genuine;
  for (const place of pack.blocks.keys())
    expect((await judged(reworked(pack, place, work), chain.hash)).verdict).toBe('invalid');
});
