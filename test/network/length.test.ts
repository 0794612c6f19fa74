import { common, gateway as messages } from '@hyperledger/fabric-protos';
import type { CallFailed } from '@roadbook/gateway';
import { peerOf, secured } from './rawdoor';
import { realWorld } from './world';
import { profileOfOrg } from './toy';

jest.setTimeout(300_000);

const MIB = 1_048_576;
/** What an orderer takes of one transaction: AbsoluteMaxBytes in configtx.yaml. */
const TRANSACTION = 10 * MIB;
const home = () => process.env['ROADBOOK_HOME'] ?? '';
const world = realWorld();
afterAll(() => world.close());

/** What the manufacturer's peer says of a transaction of so many bytes, none of which mean anything. */
async function handedIn(bytes: number): Promise<string> {
  const envelope = new common.Envelope();
  envelope.setPayload(new Uint8Array(bytes));
  envelope.setSignature(new Uint8Array(70));
  const request = new messages.SubmitRequest();
  request.setChannelId(profileOfOrg(home(), 'manufacturer').channel);
  request.setPreparedTransaction(envelope);
  const place = peerOf(home(), 'manufacturer');
  const client = new messages.GatewayClient(place.address, ...secured(place));
  try {
    return await new Promise((done) => {
      client.submit(request, (error) => done(error?.message ?? 'SUCCESS'));
    });
  } finally {
    client.close();
  }
}

test('a peer takes what an orderer may take, and refuses by its length what is longer', async () => {
  expect(await handedIn(TRANSACTION)).toMatch(/orderers could successfully process transaction/);
  for (const bytes of [TRANSACTION + 65_536, 16 * MIB, 90 * MIB])
    expect(await handedIn(bytes)).toMatch(/RESOURCE_EXHAUSTED: grpc: received message larger than max/);
});

/** Two hundred events, the most of one transaction, each of so many parts and with so much text. */
function lot(mark: string, parts: number, characters: number) {
  const place = { id: 'urn:epc:id:sgln:4012345.00005.0' };
  return Array.from({ length: 200 }, (_, at) => ({
    event: {
      ...({ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active' } as const),
      epcList: Array.from(
        { length: parts },
        (_part, of) => `urn:epc:id:sgtin:4012345.011111.${mark}${at}-${of}`,
      ),
      ...{ eventTime: new Date(Date.now() - 60_000).toISOString(), eventTimeZoneOffset: '+00:00' as const },
      ...{ readPoint: place, bizLocation: place },
      'https://example.org/ext/note': '€'.repeat(characters),
    },
  }));
}

test('the largest lots are recorded, and one that is too large says so and is recorded by its parts', async () => {
  const { on: plant } = await world.be('manufacturer/plant', 'manufacturer');
  const mark = Date.now().toString(36);
  // 4,000 parts and 900,000 characters of three bytes: about 8 MB of a block.
  const { results } = await plant.part.captureMany({ items: lot(`${mark}a`, 20, 3_200) });
  expect(results).toHaveLength(200);
  const large = lot(`${mark}b`, 40, 2_700);
  const refused = plant.part.captureMany({ items: large });
  await expect(refused).rejects.toMatchObject({ code: 'TRANSACTION_TOO_LARGE', safeToRetry: false });
  await refused.catch(({ message }: CallFailed) => expect(message).toMatch(/Send it in parts/));
  for (const half of [large.slice(0, 100), large.slice(100)])
    expect((await plant.part.captureMany({ items: half })).results).toHaveLength(100);
});
