import { type Issue, issueCredential } from '@roadbook/gateway';
import { keyOf, LICENCE } from '../identity/cast';
import { asked, tariff } from '../policy/cast';
import { birth, EUROPEAN } from '../vehicle/cast';
import { DAY, DRIVER, HOUR, one, openFleet, OWNER, terms, VIN } from './fleet';

const need = { drivingClass: 'B' as const, also: ['over21' as const] };

/** A yard in which the owner asks for a licence of class B, and an office that is trusted to issue some. */
async function openOffice() {
  const yard = await openFleet();
  const { owner, driver, registrar, be, car, at, issue, goTo } = yard;
  const office = await be('insurer/desk', 'insurer');
  const { did: issuer } = await office.on.identity.create({});
  await registrar.on.identity.trustIssuer({ type: 'DriverLicence', issuer, org: 'insurer' });
  await owner.on.rental.offer({ ...car, terms: { ...terms, licence: need } });
  const { did } = await driver.on.identity.create({});
  const license = async (
    index: number,
    change: Partial<Issue<'DriverLicence'>> = {},
    claims: Partial<typeof LICENCE> = {},
  ) => {
    const wanted = {
      type: 'DriverLicence' as const,
      subject: did,
      claims: { ...LICENCE, ...claims },
      validFrom: at(-4 * DAY),
    };
    const { document, record } = await issueCredential(
      { ...wanted, status: { list: 0, index }, ...change },
      keyOf(office, issuer),
    );
    await office.on.identity.recordCredential(record);
    const text = JSON.stringify(document);
    const place = { issuer, list: 0, index, until: at(10 * HOUR) };
    const show = (more: object = {}) =>
      driver.on.rental.keepLicence({ ...place, ...need, ...more }, { document: text });
    return { place, show, text };
  };
  const book = async (licence?: object) => {
    const lots = [await issue(DRIVER, 30_000n)];
    const wish = { rentalId: 'R-1', vin: VIN, from: at(0), cells: 10, paymentId: 'P-R-1', lots };
    return driver.on.rental.book({ ...wish, ...(licence && { licence: licence as never }) });
  };
  return { ...yard, office, issuer, did, license, book, goTo };
}

test('a licence is shown to the own organisation alone, and a booking proves by its seal that it fits', async () => {
  const { license, book, ledger } = await openOffice();
  await expect(book()).rejects.toMatchObject({ code: 'LICENCE_UNPROVEN', facts: { wanted: 'B, over21' } });
  const { place, show, text } = await license(7);
  const { seal } = await show();
  await expect(book({ ...place, seal: 'ab'.repeat(32) })).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  await expect(book({ ...place, seal, index: 8 })).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  expect((await book({ ...place, seal })).licence).toEqual({ ...place, seal });
  const state = [...ledger.world.state.values()].map(({ value }) => value.toString());
  expect(state.some((record) => record.includes('2036-01-01') || record.includes(text.slice(-60)))).toBe(
    false,
  );
});

test('what does not hold, is another’s or says too little is refused by name', async () => {
  const { license, registrar, issuer, driver, other, did } = await openOffice();
  const { show, text, place } = await license(1);
  await expect(show({ drivingClass: 'C' })).rejects.toMatchObject({
    code: 'LICENCE_UNFIT',
    facts: { wanted: 'C, over21' },
  });
  await expect(show({ also: ['over25'] })).rejects.toMatchObject({ code: 'LICENCE_UNFIT' });
  await expect(show({ until: '2036-02-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'LICENCE_UNFIT' });
  await expect((await license(2, { validUntil: place.until })).show()).rejects.toMatchObject({
    ...{ code: 'LICENCE_REFUSED', facts: { check: 'time' } },
  });
  await expect((await license(3, { subject: issuer })).show()).rejects.toMatchObject({
    code: 'LICENCE_OF_ANOTHER',
  });
  const asking = { ...place, ...need };
  const changed = JSON.stringify({
    ...JSON.parse(text),
    credentialSubject: { id: did, ...LICENCE, over25: true },
  });
  await expect(driver.on.rental.keepLicence(asking, { document: changed })).rejects.toMatchObject({
    ...{ code: 'LICENCE_REFUSED', facts: { check: 'status' } },
  });
  await expect(driver.on.rental.keepLicence(asking, { document: 'no licence' })).rejects.toMatchObject({
    ...{ code: 'LICENCE_REFUSED', facts: { check: 'shape' } },
  });
  await expect(other.on.rental.keepLicence(asking, { document: text })).rejects.toMatchObject({
    code: 'DRIVER_UNKNOWN',
  });
  await other.on.identity.create({});
  await expect(other.on.rental.keepLicence(asking, { document: text })).rejects.toMatchObject({
    code: 'LICENCE_OF_ANOTHER',
  });
  await registrar.on.identity.distrustIssuer({
    type: 'DriverLicence',
    issuer,
    until: '2026-03-02T09:00:00.000Z',
  });
  await expect(show()).rejects.toMatchObject({ code: 'LICENCE_REFUSED', facts: { check: 'issuer' } });
});

test('a licence that was suspended or shown for less time stops keys and extension', async () => {
  const { license, book, office, owner, driver, issue, issuer, goTo, at } = await openOffice();
  const { place, show } = await license(1);
  const shown = { ...place, seal: (await show()).seal };
  await book(shown);
  goTo(0);
  const at0 = { issuer, list: 0, index: 1 };
  await office.on.identity.suspend(at0);
  await expect(owner.on.rental.handOver({ ...one, shows: 1 })).rejects.toMatchObject({
    ...{ code: 'LICENCE_WITHDRAWN', facts: { status: 'suspended' } },
  });
  await office.on.identity.reinstate(at0);
  await owner.on.rental.handOver({ ...one, shows: 1 });
  await driver.on.rental.handOver({ ...one, shows: 1 });
  const more = { ...one, paymentId: 'P-more', cells: 1, lots: [await issue(DRIVER, 1_000n)] };
  await expect(driver.on.rental.extend(more)).rejects.toMatchObject({ code: 'LICENCE_UNPROVEN' });
  const longer = { ...place, until: at(11 * HOUR) };
  const { seal } = await show({ until: longer.until });
  expect((await driver.on.rental.extend({ ...more, licence: { ...longer, seal } })).until).toBe(longer.until);
});

test('the cover that the owner promises is in force from start to end, or nothing is booked and no keys go out', async () => {
  const { owner, driver, insurer, car, at, goTo, book, plant } = await openFleet();
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  const cover = { policyId: 'P-1', code: 'collision' as const };
  const offer = (change: object) =>
    owner.on.rental.offer({ ...car, terms: { ...terms, cover: { ...cover, ...change } } });
  await expect(offer({ policyId: 'P-none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { insurer: _insurer, ...stated } = tariff;
  await insurer.on.policy.publishTariff(stated);
  const insure = async (policyId: string, vin: string, startsAt: string) => {
    const wanted = { ...asked, policyId, policyholder: OWNER, vin, tariffId: 'car', tariffVersion: 1 };
    await insurer.on.policy.quote({ ...wanted, startsAt, quotedUntil: at(-DAY) });
    await owner.on.policy.bind({ policyId });
  };
  const day = (millis: number) => `${at(millis).slice(0, 10)}T00:00:00.000Z`;
  await insure('P-other', EUROPEAN, day(0));
  await insure('P-1', VIN, day(DAY));
  await expect(offer({ policyId: 'P-other' })).rejects.toMatchObject({ code: 'COVER_OF_ANOTHER' });
  await offer({});
  await expect(book()).rejects.toMatchObject({
    code: 'COVER_MISSING',
    facts: { policyId: 'P-1', code: 'collision' },
  });
  await offer({ code: 'medical' });
  await expect(book('R-1', at(2 * DAY))).rejects.toMatchObject({ code: 'COVER_MISSING' });
  await offer({});
  await book('R-1', at(2 * DAY));
  goTo(2 * DAY);
  await insurer.on.policy.cancel({ policyId: 'P-1', reason: 'unpaid' });
  await expect(driver.on.rental.handOver({ ...one, shows: 1 })).rejects.toMatchObject({
    code: 'COVER_MISSING',
  });
});
