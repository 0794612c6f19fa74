import { common } from '@hyperledger/fabric-protos';
import { judged, trial } from './court';

type Part = { readonly number: number; readonly bytes: string };

/**
 * Changes the list of envelopes of a block and nothing else: the header is over their bytes one after the
 * other.
 */
function remade({ number, bytes }: Part, change: (all: Uint8Array[]) => Uint8Array[]): Part {
  const block = common.Block.deserializeBinary(Buffer.from(bytes, 'base64'));
  const data = block.getData() ?? new common.BlockData();
  data.setDataList(change(data.getDataList_asU8()));
  return { number, bytes: Buffer.from(block.serializeBinary()).toString('base64') };
}

const EMPTY = new Uint8Array();
const changes: readonly [string, (all: Uint8Array[]) => Uint8Array[]][] = [
  ['an empty envelope at its end', (all) => [...all, EMPTY]],
  [
    'a thousand empty envelopes before the others',
    (all) => [...Array.from({ length: 1000 }, () => EMPTY), ...all],
  ],
  ['all its envelopes written as one', (all) => [Buffer.concat(all), EMPTY]],
  [
    'its first envelope cut in two',
    ([first = EMPTY, ...rest]) => [first.subarray(0, 9), first.subarray(9), ...rest],
  ],
  [
    'an envelope that says the same in other bytes',
    ([first = EMPTY, ...rest]) => {
      const envelope = common.Envelope.deserializeBinary(first);
      const [one, other] = [new common.Envelope(), new common.Envelope()];
      one.setSignature(envelope.getSignature_asU8());
      other.setPayload(envelope.getPayload_asU8());
      return [Buffer.concat([one.serializeBinary(), other.serializeBinary()]), ...rest];
    },
  ],
];

test.each(changes)(
  'no block of a package has %s, though the hash of its header is the same',
  async (_, change) => {
    const { chain, pack } = await trial();
    const honest = await pack();
    expect((await judged(honest, chain.hash)).verdict).toBe('valid');
    for (const [at, part] of honest.blocks.entries()) {
      const blocks = honest.blocks.with(at, remade(part as Part, change));
      expect([at, (await judged({ ...honest, blocks }, chain.hash)).verdict]).not.toEqual([at, 'valid']);
    }
  },
);
