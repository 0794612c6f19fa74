import { demand, refuse } from '../../kit/errors';
import { moneyErrors } from '../../payment/errors';
import { move, knownPayment } from '../../payment/door';
import { mustBeNext, serviceKey } from '../records/catalogue';
import { type Crew, crewKey, mustServe } from '../records/crew';
import { merchantErrors } from '../errors';
import { merchantEvents } from '../events';
import { mustBeHours } from '../records/hours';
import { returnedTo } from '../rules/prepaid';
import { MOST_A_MONTH, type Outcome, scoredMonths, scoreOf } from '../records/outcome';
import { averageOf, latestOf, type Review, reviewSeen } from '../records/review';
import type { shopOperations } from '../api/catalogue';
import { load, type Reading, type Wiring, type Writing } from '../tables';
import { mustBeOrdered } from '../../kit/value/zone';

export const shop: Wiring<typeof shopOperations> = {
  async publishService(tx, wanted) {
    const { merchant, serviceCode, version, price } = wanted;
    const known = await tx.services.known(...serviceKey(merchant, serviceCode, version));
    if (known) return known;
    await load(tx, merchant);
    await mustServe(tx, merchant, 'manager');
    const head = await tx.heads.find(merchant, serviceCode);
    mustBeNext(wanted, head?.version ?? 0);
    const service = { ...wanted, publishedAt: tx.now };
    await tx.services.put(service);
    await tx.heads.put({ merchant, serviceCode, version, withdrawn: false });
    tx.tell(merchantEvents.ServicePublished, { merchant, serviceCode, version, price });
    return service;
  },
  async withdrawService(tx, { merchant, serviceCode }) {
    await mustServe(tx, merchant, 'manager');
    const head = { ...(await tx.heads.get(merchant, serviceCode)), withdrawn: true };
    await tx.heads.put(head);
    tx.tell(merchantEvents.ServiceWithdrawn, { merchant, serviceCode, version: head.version });
    return head;
  },
  async setHours(tx, wanted) {
    await load(tx, wanted.merchant);
    await mustServe(tx, wanted.merchant, 'manager');
    mustBeHours(wanted);
    await tx.zones.get(wanted.zone);
    await tx.hours.put(wanted);
    tx.tell(merchantEvents.HoursSet, { merchant: wanted.merchant });
    return wanted;
  },
  async publishZone(tx, zone) {
    mustBeOrdered(zone);
    await tx.zones.put(zone);
    tx.tell(merchantEvents.ZonePublished, { zone: zone.zone });
    return zone;
  },
  async employ(tx, { member, duties }) {
    const { merchant } = await load(tx, tx.caller.member);
    const { joinedAt } = (await tx.crews.find(...crewKey(merchant, member))) ?? {};
    return crewed(tx, { merchant, member, duties, since: tx.now, ...(joinedAt !== undefined && { joinedAt }) });
  },
  async join(tx, { merchant }) {
    const crew = await tx.crews.get(...crewKey(merchant, tx.caller.member));
    return crew.joinedAt === undefined ? crewed(tx, { ...crew, joinedAt: tx.now }) : crew;
  },
  async dismiss(tx, { member }) {
    const merchant = tx.caller.member;
    const crew = await tx.crews.get(...crewKey(merchant, member));
    await tx.crews.remove(...crewKey(merchant, member));
    tx.tell(merchantEvents.CrewChanged, { merchant, member, duties: [] });
    return crew;
  },
  async rebut(tx, { merchant, bookingId, textHash }) {
    await mustServe(tx, merchant, 'manager');
    const review = await tx.reviews.get(...merchant.split('/'), bookingId);
    if (review.rebuttal?.textHash === textHash) return review;
    demand(review.rebuttal === undefined, merchantErrors.REBUTTED_ALREADY, { bookingId });
    const answered = { ...review, rebuttal: { textHash, by: tx.caller.member, at: tx.now } };
    await tx.reviews.put(answered);
    tx.tell(merchantEvents.ReviewAnswered, { merchant, bookingId });
    return answered;
  },
  async returnPrepaid(tx, { paymentId, owner, lot: lotId }) {
    const known = await knownPayment(tx, { paymentId, from: owner });
    if (known) return known;
    const lot = (await tx.lots.find(owner, lotId)) ?? refuse(moneyErrors.LOT_GONE, { owner, lotId });
    const named = await tx.merchants.findMany((lot.purpose?.merchants ?? []).map((one) => one.split('/')));
    const to = [{ party: returnedTo(lot, named), amount: lot.amount }];
    return move(tx, 'remainder', { paymentId, from: owner, lots: [lotId], to, treatment: 'deliver' });
  },
  async readService(tx, { merchant, serviceCode, version }) {
    const wanted = version ?? (await tx.heads.get(merchant, serviceCode)).version;
    return tx.services.get(...serviceKey(merchant, serviceCode, wanted));
  },
  listServices: (tx, { merchant, serviceCode, ...page }) =>
    tx.services.list(page, merchant, ...(serviceCode === undefined ? [] : [serviceCode])),
  readHours: (tx, { merchant }) => tx.hours.get(merchant),
  readZone: (tx, { zone }) => tx.zones.get(zone),
  async listCrew(tx, { merchant, ...page }) {
    const { items, ...more } = await tx.crews.list(page, ...merchant.split('/'));
    const all = tx.is(merchant) || tx.caller.role === 'registrar' || tx.caller.role === 'auditor';
    return { items: all ? items : items.filter(({ member }) => tx.is(member)), ...more };
  },
  async readReputation(tx, { merchant }) {
    const { reviews, more } = await reviewsOf(tx, merchant);
    const [milliStars, kept] = [averageOf(reviews, tx.now), scoreOf(await outcomesOf(tx, merchant))];
    const shown = latestOf(reviews, SHOWN).map((review) => reviewSeen(review, (party) => tx.is(party)));
    return { merchant, reviews: shown, reviewCount: reviews.length, more, milliStars, kept };
  },
};

/** Reviews that are answered one by one, and pages of as many that an average is made of. */
const [SHOWN, PAGES] = [100, 20];

async function reviewsOf(tx: Reading, merchant: string): Promise<{ reviews: Review[]; more: boolean }> {
  const reviews: Review[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { items, next } = await tx.reviews.list({ size: SHOWN, ...(after !== undefined && { after }) }, ...merchant.split('/'));
    reviews.push(...items);
    if (next === undefined) return { reviews, more: false };
    after = next;
  }
  return { reviews, more: true };
}

async function outcomesOf(tx: Reading, merchant: string): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (const month of scoredMonths(tx.now))
    all.push(...(await tx.outcomes.list({ size: MOST_A_MONTH }, ...merchant.split('/'), month)).items);
  return all;
}

async function crewed(tx: Writing, crew: Crew): Promise<Crew> {
  await tx.crews.put(crew);
  const { merchant, member, duties } = crew;
  tx.tell(merchantEvents.CrewChanged, { merchant, member, duties });
  return crew;
}
