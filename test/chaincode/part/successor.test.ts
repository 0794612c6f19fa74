import { openWorld } from '@roadbook/ledger';
import { commission, epc, receive, ship, transform } from './yard';

const id = (last: number) => `urn:uuid:550e8400-e29b-41d4-a716-44665544000${last}`;
const passport = (of: string, no: number) => ({
  epc: of,
  metadata: {
    ...{ passportIdentifier: id(no), economicOperatorId: 'BPNL0123456789ZZ' },
    ...{ issueDate: '2026-01-01', expirationDate: '2036-01-01' },
  },
  identification: { chemistry: 'NMC', idDmc: '34567890', category: 'EV' as const },
  carbonFootprint: [],
  hazardous: [],
});
const measured = {
  ...{
    stateOfChargePpm: 500_000,
    fullCycles: 1500,
    capacityFadePpm: 50_000,
    stateOfCertifiedEnergyPpm: 930_000,
  },
  ...{ negativeEvents: 0, measuredAt: '2026-03-02T08:00:00.000Z' },
};
const link = (of: string, no: number) => ({ epc: of, passportIdentifier: id(no) });
const [A, B, PACK] = [epc('A'), epc('B'), epc('PACK')];

async function worked() {
  const { be } = await openWorld();
  const cast = {
    maker: await be('manufacturer/bolts', 'supplier'),
    garage: await be('insurer/garage', 'workshop'),
    stranger: await be('registry/other', 'workshop'),
    auditor: await be('registry/audit', 'auditor'),
  };
  await cast.maker.on.part.capture({ event: commission(A, B) });
  for (const [at, of] of [A, B].entries()) {
    await cast.maker.on.part.issuePassport(passport(of, at + 1));
    await cast.maker.on.part.approvePassport({ epc: of });
  }
  return cast;
}

describe('V14, (EU) 2023/1542 art. 77(7), open-dpp#825: a battery that is used again has a new passport, linked to the first', () => {
  test('the same battery: the new one stands in its place, the first is read beside it', async () => {
    const { maker, garage, stranger, auditor } = await worked();
    const request = { ...passport(A, 3), batteryStatus: 'repurposed' as const, origins: [A] };
    await maker.on.part.capture({ event: ship(A) });
    await garage.on.part.capture({ event: receive(A) });
    await expect(stranger.on.part.succeedPassport(request)).rejects.toMatchObject({ code: 'NOT_IN_CUSTODY' });
    await expect(maker.on.part.succeedPassport(request)).rejects.toMatchObject({ code: 'NOT_IN_CUSTODY' });
    const drafted = await garage.on.part.succeedPassport(request);
    expect(drafted).toMatchObject({
      ...{ issuer: 'insurer/garage', batteryStatus: 'repurposed', origins: [link(A, 1)] },
      metadata: { status: 'draft' },
    });
    expect(await garage.on.part.succeedPassport(request)).toEqual(drafted);
    await expect(
      garage.on.part.succeedPassport({ ...request, batteryStatus: 're-used' }),
    ).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    expect((await auditor.on.part.listFormerPassports({ epc: A })).items).toMatchObject([
      { metadata: { passportIdentifier: id(1), status: 'approved' }, succeededBy: link(A, 3) },
    ]);
    await garage.on.part.approvePassport({ epc: A }).catch((error: { code: string }) => error.code);
    expect(await auditor.on.part.exportPassport({ epc: A })).toMatchObject({
      metadata: { predecessor: id(1) },
      sustainability: { status: 'repurposed' },
    });
  });

  test('a pack made of several: each original names it, and is measured no more', async () => {
    const { maker, garage, auditor } = await worked();
    await maker.on.part.capture({ event: transform([A, B], [PACK]) });
    const request = { ...passport(PACK, 4), batteryStatus: 'remanufactured' as const, origins: [A, B] };
    await expect(garage.on.part.succeedPassport(request)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const made = await maker.on.part.succeedPassport(request);
    expect(made.origins).toEqual([link(A, 1), link(B, 2)]);
    expect(await auditor.on.part.readPassport({ epc: B })).toMatchObject({ succeededBy: link(PACK, 4) });
    await expect(maker.on.part.measureBattery({ epc: A, dynamic: measured })).rejects.toMatchObject({
      code: 'PASSPORT_SUCCEEDED',
      facts: { successor: id(4) },
    });
    await expect(
      maker.on.part.succeedPassport({ ...passport(A, 5), batteryStatus: 're-used', origins: [A] }),
    ).rejects.toMatchObject({ code: 'PASSPORT_SUCCEEDED' });
  });

  test('who holds it says that it is waste; what nobody spoke of is original', async () => {
    const { maker, stranger, auditor } = await worked();
    expect(await auditor.on.part.exportPassport({ epc: A })).toMatchObject({
      sustainability: { status: 'original' },
    });
    await expect(stranger.on.part.declareWaste({ epc: A })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const waste = await maker.on.part.declareWaste({ epc: A });
    expect(waste.batteryStatus).toBe('waste');
    expect(await maker.on.part.declareWaste({ epc: A })).toEqual(waste);
  });
});
