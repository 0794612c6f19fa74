import { birth, EUROPEAN, hash, insure, openGarage, openShowroom, tag, VIN } from './cast';

describe.each([true, false])('title, with batched messages: %s', (batched) => {
  test('a vehicle is born once, by the organisation that holds its code', async () => {
    const { plant, registrar, ledger } = await openShowroom({ batched });
    const born = await plant.on.vehicle.certifyBirth(birth(VIN));
    expect(born).toMatchObject({ vin: VIN, manufacturer: 'manufacturer', warnings: [] });
    expect(await plant.on.vehicle.certifyBirth(birth(VIN))).toEqual(born);
    await expect(
      plant.on.vehicle.certifyBirth({ ...birth(VIN), builtOn: '2026-01-11' }),
    ).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect(await registrar.on.vehicle.read({ vin: VIN })).toMatchObject({
      status: 'manufactured',
      owners: 0,
    });
    expect(ledger.events.at(-1)?.facts).toEqual([
      { name: 'VehicleBorn', vin: VIN, manufacturer: 'manufacturer' },
    ]);
  });

  test('the owner offers, the buyer accepts, the registrar passes the title', async () => {
    const { owner, buyer, registrar, auditor } = await openGarage({ batched });
    await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/buyer' });
    await expect(registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' })).rejects.toMatchObject({
      code: 'OFFER_UNACCEPTED',
    });
    await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-1' });
    const passed = await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' });
    expect(passed).toMatchObject({ owner: 'registry/buyer', owners: 2, titleId: 'O-1' });
    expect(await registrar.on.vehicle.passTitle({ vin: VIN, offerId: 'O-1' })).toEqual(passed);
    const { items } = await auditor.on.vehicle.listTitles({ vin: VIN });
    expect(items.map(({ no, holder, from }) => [no, holder, from])).toEqual([
      [1, 'registry/owner', 'manufacturer'],
      [2, 'registry/buyer', 'registry/owner'],
    ]);
    expect((await owner.on.vehicle.listOwned({ owner: 'registry/owner' })).items).toEqual([]);
    expect((await buyer.on.vehicle.listOwned({ owner: 'registry/buyer' })).items).toHaveLength(1);
  });
});

test('a code belongs to one organisation only', async () => {
  const { registrar, ledger, be } = await openShowroom();
  await expect(
    registrar.on.vehicle.registerWmi({ wmi: '1M8', manufacturer: 'lender', name: 'Other AG' }),
  ).rejects.toMatchObject({
    code: 'WMI_TAKEN',
  });
  await registrar.on.vehicle.registerWmi({ wmi: 'KLA', manufacturer: 'other', name: 'Other AG' });
  const plant = await be('manufacturer/plant', 'manufacturer');
  await expect(plant.on.vehicle.certifyBirth(birth('KLATF08Y1VB363636'))).rejects.toMatchObject({
    code: 'WMI_OF_ANOTHER',
  });
  await expect(plant.on.vehicle.certifyBirth(birth('WF0KXXGCBKBJ13223'))).rejects.toMatchObject({
    code: 'WMI_UNKNOWN',
  });
  expect(ledger.events.at(-1)?.facts[0]).toMatchObject({ name: 'WmiRegistered', wmi: 'KLA' });
  expect(await plant.on.vehicle.readWmi({ wmi: '1M8' })).toMatchObject({ manufacturer: 'manufacturer' });
});

test('a number that breaks the law of its region has no birth, a foreign one is born with a warning', async () => {
  const { plant } = await openShowroom();
  await expect(plant.on.vehicle.certifyBirth(birth('1M8GDM9A1KP042788'))).rejects.toMatchObject({
    code: 'VIN_REFUSED',
    facts: { suggestions: expect.arrayContaining([expect.any(String)]) },
  });
  const born = await plant.on.vehicle.certifyBirth({
    ...birth(EUROPEAN),
    model: { id: 'M8', name: 'Coach', year: 1999 },
  });
  expect(born).toMatchObject({ warnings: ['NON_STANDARD_CHECK_DIGIT', 'MODEL_YEAR_DIFFERS'] });
  await expect(
    plant.on.vehicle.certifyBirth({
      ...birth(VIN),
      vehicleKey: 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZp2',
    }),
  ).rejects.toMatchObject({ code: 'VEHICLE_KEY_WRONG' });
});

test('a hundred vehicles are born in one transaction or none', async () => {
  const { plant, ledger } = await openShowroom();
  const before = ledger.events.length;
  const serial = (at: number) => `WP0ZZZ99ZTS39${(2000 + at).toString()}`;
  const items = Array.from({ length: 100 }, (_, at) => birth(serial(at)));
  expect((await plant.on.vehicle.certifyBirthMany({ items })).results).toHaveLength(100);
  expect(ledger.events).toHaveLength(before + 1);
  const bad = [birth(serial(200)), birth('1M8GDM9A1KP042788')];
  await expect(plant.on.vehicle.certifyBirthMany({ items: bad })).rejects.toMatchObject({
    code: 'VIN_REFUSED',
    facts: { item: 1 },
  });
  await expect(plant.on.vehicle.read({ vin: serial(200) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the registrar admits what no member built, and nothing else', async () => {
  const { registrar, plant } = await openShowroom();
  expect(await registrar.on.vehicle.admit({ vin: 'KLATF08Y1VB363636' })).toMatchObject({
    status: 'manufactured',
  });
  expect(await registrar.on.vehicle.admit({ vin: 'KLATF08Y1VB363636' })).toMatchObject({
    status: 'manufactured',
  });
  await expect(registrar.on.vehicle.admit({ vin: VIN })).rejects.toMatchObject({
    code: 'MANUFACTURER_IS_MEMBER',
  });
  await expect(registrar.on.vehicle.admit({ vin: '11111111111111111' })).rejects.toMatchObject({
    code: 'VIN_REFUSED',
  });
  await registrar.on.vehicle.registerWmi({ wmi: 'KLA', manufacturer: 'manufacturer', name: 'Works AG' });
  expect(await plant.on.vehicle.certifyBirth(birth('KLATF08Y1VB363636'))).toMatchObject({
    manufacturer: 'manufacturer',
  });
  expect(await plant.on.vehicle.readBirth({ vin: 'KLATF08Y1VB363636' })).toMatchObject({
    model: { id: 'M8' },
  });
});

test('the first registration is for the buyer in the sale', async () => {
  const { plant, registrar } = await openShowroom();
  await plant.on.vehicle.certifyBirth(birth(VIN));
  await plant.on.vehicle.sell({ vin: VIN, to: 'registry/buyer', soldOn: '2026-01-20', country: 'DEU' });
  const wanted = { vin: VIN, registrationId: 'R-1', jurisdiction: 'DE', plateTag: tag('B-RB 2026') };
  await expect(registrar.on.vehicle.register({ ...wanted, owner: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_THE_BUYER',
  });
  expect(await registrar.on.vehicle.register({ ...wanted, owner: 'registry/buyer' })).toMatchObject({
    owner: 'registry/buyer',
  });
});

test('a plate is on one vehicle at a time and is found by its tag alone', async () => {
  const { plant, registrar, insurer, ledger } = await openGarage();
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  const second = {
    vin: EUROPEAN,
    registrationId: 'R-2',
    owner: 'registry/buyer',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2026'),
  };
  await expect(registrar.on.vehicle.register(second)).rejects.toMatchObject({ code: 'PLATE_TAKEN' });
  const moved = {
    vin: VIN,
    registrationId: 'R-3',
    owner: 'registry/owner',
    jurisdiction: 'FR',
    plateTag: tag('AB-123-CD'),
  };
  expect(await registrar.on.vehicle.register(moved)).toMatchObject({ registration: { jurisdiction: 'FR' } });
  expect(await registrar.on.vehicle.register(moved)).toMatchObject({
    registration: { registrationId: 'R-3' },
  });
  await expect(registrar.on.vehicle.register({ ...moved, jurisdiction: 'BE' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(
    registrar.on.vehicle.register({ ...moved, registrationId: 'R-4', owner: 'registry/buyer' }),
  ).rejects.toMatchObject({ code: 'OWNED_ALREADY' });
  expect(await registrar.on.vehicle.register(second)).toMatchObject({ owner: 'registry/buyer' });
  expect(tag('b rb2026')).toBe(tag('B-RB 2026'));
  expect(await insurer.on.vehicle.findByPlate({ plateTag: tag('B-RB 2026') })).toMatchObject({
    vin: EUROPEAN,
  });
  expect(JSON.stringify(ledger.events)).not.toContain(tag('B-RB 2026'));
});

test('only the holder of the title offers it, only the buyer accepts it', async () => {
  const { owner, buyer, be } = await openGarage();
  const offer = { vin: VIN, offerId: 'O-1', to: 'registry/buyer' };
  await expect(buyer.on.vehicle.offerTitle(offer)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(owner.on.vehicle.offerTitle({ ...offer, to: 'registry/owner' })).rejects.toMatchObject({
    code: 'OFFER_TO_SELF',
  });
  await owner.on.vehicle.offerTitle(offer);
  await owner.on.vehicle.offerTitle(offer);
  await expect(owner.on.vehicle.offerTitle({ ...offer, offerId: 'O-2' })).rejects.toMatchObject({
    code: 'OFFER_OPEN',
  });
  const stranger = await be('lender/fan', 'owner');
  await expect(stranger.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-1' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-9' })).rejects.toMatchObject({
    code: 'OFFER_UNKNOWN',
  });
});

test('a seller takes back what is unanswered, a buyer also what is accepted', async () => {
  const { owner, buyer } = await openGarage();
  await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/buyer' });
  expect(await owner.on.vehicle.withdrawOffer({ vin: VIN, offerId: 'O-1' })).not.toHaveProperty('offer');
  await owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-2', to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId: 'O-2' });
  await expect(owner.on.vehicle.withdrawOffer({ vin: VIN, offerId: 'O-2' })).rejects.toMatchObject({
    code: 'OFFER_ACCEPTED',
  });
  expect(await buyer.on.vehicle.withdrawOffer({ vin: VIN, offerId: 'O-2' })).not.toHaveProperty('offer');
});

test('the garage of an owner is shown to the owner and the authority', async () => {
  const { owner, buyer, auditor, registrar } = await openGarage();
  for (const one of [owner, auditor, registrar])
    expect((await one.on.vehicle.listOwned({ owner: 'registry/owner' })).items).toHaveLength(1);
  await expect(buyer.on.vehicle.listOwned({ owner: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('a stolen vehicle stays where it is', async () => {
  const garage = await openGarage();
  const { owner, insurer, registrar } = garage;
  await insure(garage);
  await insurer.on.vehicle.reportTheft({ vin: VIN, reference: 'POL-7' });
  await expect(
    owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'O-1', to: 'registry/buyer' }),
  ).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  expect(await registrar.on.vehicle.reportRecovery({ vin: VIN })).toMatchObject({ status: 'registered' });
});

test('salvage is rebuilt after an inspection and registered again, junk never', async () => {
  const garage = await openGarage();
  const { insurer, registrar } = garage;
  await insure(garage);
  const salvaged = await insurer.on.vehicle.brandTitle({
    vin: VIN,
    brandId: 'B-1',
    name: 'salvage',
    reference: 'POL-7',
  });
  expect(salvaged.status).toBe('salvage');
  const again = {
    vin: VIN,
    registrationId: 'R-2',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2026'),
  };
  await expect(registrar.on.vehicle.register(again)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(
    registrar.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-2', name: 'rebuilt' }),
  ).rejects.toMatchObject({
    code: 'REBUILT_BY_INSPECTION',
  });
  const rebuilt = await registrar.on.vehicle.certifyRebuilt({
    vin: VIN,
    brandId: 'B-2',
    name: 'rebuilt',
    reference: 'I-1',
  });
  expect(rebuilt).toMatchObject({
    status: 'rebuilt',
    brands: [{ name: 'salvage', supersededBy: 'B-2' }, { name: 'rebuilt' }],
  });
  expect(await registrar.on.vehicle.register(again)).toMatchObject({ status: 'registered' });
  await registrar.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-3', name: 'junk' });
  await expect(
    registrar.on.vehicle.certifyRebuilt({ vin: VIN, brandId: 'B-4', name: 'rebuilt', reference: 'I-2' }),
  ).rejects.toMatchObject({ code: 'JUNK_STAYS' });
});

test('everybody puts the brands that are theirs', async () => {
  const { insurer, plant } = await openGarage();
  await expect(
    insurer.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'manufacturerBuyBack' }),
  ).rejects.toMatchObject({
    code: 'BRAND_NOT_YOURS',
  });
  await expect(
    plant.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'salvage' }),
  ).rejects.toMatchObject({
    code: 'BRAND_NOT_YOURS',
  });
  const lemon = await plant.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'manufacturerBuyBack' });
  expect(lemon).toMatchObject({ status: 'registered', brands: [{ name: 'manufacturerBuyBack' }] });
});

test('only an authorised dismantler and the registrar together destroy a vehicle', async () => {
  const { workshop, registrar, ledger } = await openGarage();
  const certificate = {
    vin: VIN,
    certificateId: 'D-1',
    dismantledOn: '2026-02-01',
    documentHash: hash('certificate'),
  };
  await expect(workshop.on.vehicle.handInCertificate(certificate)).rejects.toMatchObject({
    code: 'DISMANTLER_UNAUTHORISED',
  });
  const today = (ledger.events.at(-1)?.at ?? '').slice(0, 10);
  await registrar.on.vehicle.authoriseDismantler({
    member: 'registry/workshop',
    companyNumber: 'S30A00065',
    until: today,
  });
  await expect(workshop.on.vehicle.handInCertificate(certificate)).rejects.toMatchObject({
    code: 'DISMANTLER_UNAUTHORISED',
  });
  await registrar.on.vehicle.authoriseDismantler({
    member: 'registry/workshop',
    companyNumber: 'S30A00065',
    until: '2099-01-01',
  });
  await expect(
    registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'D-1' }),
  ).rejects.toMatchObject({
    code: 'CERTIFICATE_MISSING',
  });
  await workshop.on.vehicle.handInCertificate(certificate);
  const gone = await registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'D-1' });
  expect(gone).toMatchObject({ status: 'destroyed', brands: [{ name: 'dismantled' }] });
  expect(await registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'D-1' })).toEqual(gone);
  await expect(registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(registrar.on.vehicle.findByPlate({ plateTag: tag('B-RB 2026') })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

describe('an insurer without a policy or claim on the vehicle', () => {
  test('does not brand it or report it stolen, whatever it names', async () => {
    const garage = await openGarage();
    const { insurer, plant, registrar } = garage;
    await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
    await insure(garage);
    const brand = { vin: EUROPEAN, brandId: 'B-1', name: 'flood' } as const;
    for (const reference of [undefined, 'POL-7', 'POL-8', 'a court file']) {
      const named = reference === undefined ? {} : { reference };
      await expect(insurer.on.vehicle.brandTitle({ ...brand, ...named })).rejects.toMatchObject({
        code: 'INTEREST_MISSING',
      });
      await expect(insurer.on.vehicle.reportTheft({ vin: EUROPEAN, ...named })).rejects.toMatchObject({
        code: 'INTEREST_MISSING',
      });
    }
    await registrar.on.vehicle.reportTheft({ vin: EUROPEAN });
    await expect(insurer.on.vehicle.reportRecovery({ vin: EUROPEAN })).rejects.toMatchObject({
      code: 'INTEREST_MISSING',
    });
    expect(await registrar.on.vehicle.brandTitle(brand)).toMatchObject({
      brands: [{ by: 'registry/registrar' }],
    });
  });

  test('is refused before cover begins and after it ended, also when the policy is of another insurer', async () => {
    const garage = await openGarage();
    const { insurer, owner, ledger, registrar, be } = garage;
    await registrar.on.member.admit({
      org: 'lender',
      kind: 'lender',
      confers: ['lender', 'insurer', 'owner', 'dealer'],
    });
    const rival = await be('lender/insurance', 'insurer');
    await insure(garage);
    const theft = { vin: VIN, reference: 'POL-7' };
    await expect(rival.on.vehicle.reportTheft(theft)).rejects.toMatchObject({ code: 'INTEREST_MISSING' });
    ledger.pass(-60_000);
    await expect(insurer.on.vehicle.reportTheft(theft)).rejects.toMatchObject({ code: 'INTEREST_MISSING' });
    ledger.pass(60_000);
    const stolen = await insurer.on.vehicle.reportTheft(theft);
    await owner.on.policy.cancel({ policyId: 'POL-7', reason: 'other' });
    expect(await insurer.on.vehicle.reportTheft(theft)).toEqual(stolen);
    await expect(rival.on.vehicle.reportRecovery({ vin: VIN })).rejects.toMatchObject({
      code: 'INTEREST_MISSING',
    });
    expect((await insurer.on.vehicle.reportRecovery({ vin: VIN })).status).toBe('registered');
    await expect(insurer.on.vehicle.reportTheft(theft)).rejects.toMatchObject({ code: 'INTEREST_MISSING' });
  });
});

describe('a certificate of destruction that waits for the registrar', () => {
  async function handedIn() {
    const garage = await openGarage();
    const { registrar, workshop, be } = garage;
    const second = await be('registry/workshop2', 'workshop');
    for (const member of ['registry/workshop', 'registry/workshop2'])
      await registrar.on.vehicle.authoriseDismantler({
        member,
        companyNumber: 'S30A00065',
        until: '2099-01-01',
      });
    const certificate = {
      vin: VIN,
      certificateId: 'D-1',
      dismantledOn: '2026-02-01',
      documentHash: hash('certificate'),
    };
    await workshop.on.vehicle.handInCertificate(certificate);
    return { ...garage, second, certificate };
  }

  test('is not replaced by that of another dismantler, until the registrar refuses it', async () => {
    const { registrar, second, certificate, ledger } = await handedIn();
    const other = { ...certificate, certificateId: 'D-2' };
    for (const one of [certificate, other])
      await expect(second.on.vehicle.handInCertificate(one)).rejects.toMatchObject({
        code: 'CERTIFICATE_WAITS',
        facts: { dismantler: 'registry/workshop' },
      });
    const refusing = { vin: VIN, certificateId: 'D-1' };
    expect(await registrar.on.vehicle.refuseCertificate(refusing)).not.toHaveProperty('destruction');
    expect(ledger.events.at(-1)?.facts).toEqual([
      { name: 'CertificateRefused', ...refusing, dismantler: 'registry/workshop' },
    ]);
    await expect(registrar.on.vehicle.refuseCertificate(refusing)).rejects.toMatchObject({
      code: 'CERTIFICATE_MISSING',
    });
    expect(await second.on.vehicle.handInCertificate(other)).toMatchObject({
      destruction: { dismantler: 'registry/workshop2' },
    });
  });

  test('is corrected by its dismantler under another id, so that nothing is confirmed unseen', async () => {
    const { registrar, workshop, certificate } = await handedIn();
    const right = { ...certificate, documentHash: hash('the right one') };
    expect(await workshop.on.vehicle.handInCertificate(certificate)).toMatchObject({
      destruction: certificateOf(certificate),
    });
    await expect(workshop.on.vehicle.handInCertificate(right)).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    await workshop.on.vehicle.handInCertificate({ ...right, certificateId: 'D-2' });
    await expect(
      registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'D-1' }),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_MISSING',
    });
    await registrar.on.vehicle.confirmDestruction({ vin: VIN, certificateId: 'D-2' });
    await expect(workshop.on.vehicle.handInCertificate(certificate)).rejects.toMatchObject({
      code: 'CERTIFICATE_CONFIRMED',
    });
    await expect(
      registrar.on.vehicle.refuseCertificate({ vin: VIN, certificateId: 'D-2' }),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_CONFIRMED',
    });
  });

  const certificateOf = ({ vin: _vin, ...certificate }: { vin: string }) => certificate;
});

test('an exported vehicle gives its plate back and is gone', async () => {
  const { registrar } = await openGarage();
  const gone = await registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' });
  expect(gone).toMatchObject({ status: 'exported', exportedTo: { country: 'NOR' } });
  expect(await registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' })).toEqual(gone);
  await expect(registrar.on.vehicle.reportTheft({ vin: VIN })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('of two registrations with one plate in a block one stands', async () => {
  const { plant, registrar, ledger } = await openShowroom();
  await plant.on.vehicle.certifyBirthMany({ items: [birth(VIN), birth(EUROPEAN)] });
  const call = (vin: string, owner: string) =>
    ({
      manner: 'submit',
      room: 'vehicle',
      name: 'register',
      request: JSON.stringify({
        vin,
        owner,
        registrationId: `R-${vin}`,
        jurisdiction: 'DE',
        plateTag: tag('B-RB 2026'),
      }),
    }) as const;
  const verdicts = await ledger.race(
    [registrar, call(VIN, 'registry/owner')],
    [registrar, call(EUROPEAN, 'registry/buyer')],
  );
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('an examination tells what the law and the ledger know', async () => {
  const { buyer, registrar } = await openGarage();
  expect(await buyer.on.vehicle.examine({ vin: VIN })).toMatchObject({
    codes: [0],
    modelYears: [1989, 2019],
    acceptable: true,
  });
  expect(await buyer.on.vehicle.examine({ vin: EUROPEAN, modelYear: 2001 })).toMatchObject({
    codes: [1, 8, 12],
  });
  expect(await buyer.on.vehicle.examine({ vin: '1HGCM82633A004352' })).toMatchObject({ codes: [7, 8] });
  expect(await buyer.on.vehicle.examine({ vin: '1M8' })).toMatchObject({ codes: [6], acceptable: false });
  expect(await buyer.on.vehicle.examine({ vin: '' })).toMatchObject({ codes: [6], wmi: '' });
  await registrar.on.vehicle.registerWmi({
    wmi: '1HG',
    manufacturer: 'other',
    name: 'Other',
    vehicleType: 'offRoad',
  });
  expect(await buyer.on.vehicle.examine({ vin: '1HGCM82633A004352' })).toMatchObject({ codes: [8, 10] });
});

test('an offer does not bear the id of the present title, which would pass for passed', async () => {
  const { owner } = await openGarage();
  await expect(
    owner.on.vehicle.offerTitle({ vin: VIN, offerId: 'R-1', to: 'registry/buyer' }),
  ).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
});

test('an insurer does not wash a salvage title by a brand that takes its place', async () => {
  const garage = await openGarage();
  const { insurer, registrar } = garage;
  await insure(garage);
  await insurer.on.vehicle.brandTitle({ vin: VIN, brandId: 'B-1', name: 'salvage', reference: 'POL-7' });
  const hail = { vin: VIN, brandId: 'B-2', name: 'hail', supersedes: ['B-1'] } as const;
  await expect(insurer.on.vehicle.brandTitle({ ...hail, supersedes: ['B-1'] })).rejects.toMatchObject({
    code: 'BRAND_NOT_YOURS',
  });
  const { brands } = await registrar.on.vehicle.brandTitle({ ...hail, supersedes: ['B-1'] });
  expect(brands[0]?.supersededBy).toBe('B-2');
});
