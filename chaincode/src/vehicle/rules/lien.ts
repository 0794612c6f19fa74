import { demand, kitErrors, refuse } from '../../kit/errors';
import { equal, type Money } from '../../kit/value/money';
import type { Instant } from '../../kit/value/time';
import { vehicleErrors } from '../errors';
import { vehicleLife } from '../life';
import { type Vehicle } from '../records/vehicle';
import { type Lien, MAX_LIENS } from '../records/lien';

/** The liens that still bind, the one to be paid first in front. */
export const openLiens = (vehicle: Vehicle): Lien[] =>
  vehicle.liens.filter((one) => one.releasedAt === undefined).sort((left, right) => left.rank - right.rank);

/** Refuses while a lien is open: nobody can buy, export or scrap what secures somebody else's money. */
export function mustBeFree(vehicle: Vehicle): void {
  const [first] = openLiens(vehicle);
  if (first)
    refuse(vehicleErrors.LIEN_OPEN, { vin: vehicle.vin, lienId: first.lienId, holder: first.holder });
}

/**
 * Places a lien behind those that are open. A further lien needs the consent of the first holder, unless that
 * holder places it itself. Repeated with the same content it changes nothing. A released lien leaves the
 * record when there is no room; its events stay.
 */
export function placeLien(
  vehicle: Vehicle,
  placed: {
    lienId: string;
    holder: string;
    loanId: string;
    amount: Money;
    /** The owner who asks for it, and so agrees. */
    by?: string | undefined;
    at: Instant;
  },
): Vehicle {
  const { lienId, holder, loanId, amount, by, at } = placed;
  const facts = { vin: vehicle.vin, lienId };
  const known = vehicle.liens.find((one) => one.lienId === lienId);
  if (known) {
    const same = known.holder === holder && known.loanId === loanId && equal(known.amount, amount);
    demand(same, kitErrors.EXISTS_DIFFERENTLY, { kind: 'lien', id: lienId });
    return vehicle;
  }
  vehicleLife.step('placeLien', vehicle.status);
  demand(vehicle.offer === undefined, vehicleErrors.OFFER_OPEN, { ...facts, to: vehicle.offer?.to ?? '' });
  mustBeAgreed(vehicle, { lienId, holder, by });
  const open = openLiens(vehicle);
  demand(open.length < MAX_LIENS, vehicleErrors.LIENS_FULL, { ...facts, count: open.length });
  const first = open[0];
  const consent = vehicle.lienConsents.find(
    (one) =>
      one.lienId === lienId && one.holder === holder && one.by === first?.holder && equal(one.amount, amount),
  );
  demand(!first || first.holder === holder || consent !== undefined, vehicleErrors.LIEN_CONSENT_MISSING, {
    ...facts,
    holder: first?.holder ?? '',
  });
  const placedLien: Lien = { lienId, holder, loanId, amount, rank: open.length + 1, placedAt: at };
  const { lienAgreements = [], ...rest } = vehicle;
  const agreements = lienAgreements.filter((one) => one.lienId !== lienId);
  return {
    ...rest,
    ...(agreements.length > 0 && { lienAgreements: agreements }),
    liens: [...open, placedLien, ...releasedLiens(vehicle)].slice(0, MAX_LIENS),
    lienConsents: vehicle.lienConsents.filter((one) => one.lienId !== lienId),
  };
}

/**
 * What several own is pledged by those whose say is enough, as it is given away (BGB § 747): refuses with
 * LIEN_UNAGREED.
 */
function mustBeAgreed(
  { vin, shared, lienAgreements = [] }: Vehicle,
  { lienId, holder, by }: { lienId: string; holder: string; by?: string | undefined },
): void {
  if (!shared) return;
  const agreed = lienAgreements.find((one) => one.lienId === lienId && one.holder === holder)?.agreed ?? [];
  const ppm = shared.holders
    .filter((one) => one.holder === by || agreed.includes(one.holder))
    .reduce((sum, { sayPpm }) => sum + sayPpm, 0);
  const { needsPpm } = shared;
  demand(ppm >= needsPpm, vehicleErrors.LIEN_UNAGREED, { vin, lienId, ppm, needsPpm });
}

/** One of several owners agrees to a lien to come; again it changes nothing. The eldest make room. */
export function agreeToLien(
  vehicle: Vehicle,
  { lienId, holder, by }: { lienId: string; holder: string; by: string },
): Vehicle {
  const { shared, lienAgreements = [] } = vehicle;
  const known = lienAgreements.find((one) => one.lienId === lienId && one.holder === holder);
  if (!shared || known?.agreed.includes(by)) return vehicle;
  const others = lienAgreements.filter((one) => one !== known).slice(-(MAX_LIENS - 1));
  return {
    ...vehicle,
    lienAgreements: [...others, { lienId, holder, agreed: [...(known?.agreed ?? []), by] }],
  };
}

/**
 * Releases a lien; only its holder may. Those behind it move up. Repeated it changes nothing. A taking that
 * it secured ends with what the holder offered by it, unless the vehicle was `sold` for it.
 */
export function releaseLien(
  vehicle: Vehicle,
  { lienId, by, at, sold = false }: { lienId: string; by: string; at: Instant; sold?: boolean },
): Vehicle {
  const released = heldLien(vehicle, lienId, by);
  if (released.releasedAt !== undefined) return vehicle;
  const liens = vehicle.liens.map((one) => {
    if (one.lienId === lienId) return { ...one, releasedAt: at };
    return one.releasedAt === undefined && one.rank > released.rank ? { ...one, rank: one.rank - 1 } : one;
  });
  return { ...(sold ? untaken(vehicle, lienId) : endRepossession(vehicle, { lienId, by })), liens };
}

function untaken({ repossession, ...rest }: Vehicle, lienId: string): Vehicle {
  return repossession && repossession.lienId !== lienId ? { ...rest, repossession } : rest;
}

/** Another loan of the same lender takes over what the lien secures; rank and amount stay. */
export function carryLien(
  vehicle: Vehicle,
  { lienId, by, loanId }: { lienId: string; by: string; loanId: string },
): Vehicle {
  const held = heldLien(vehicle, lienId, by);
  mustBeOpen(vehicle, held);
  return { ...vehicle, liens: vehicle.liens.map((one) => (one === held ? { ...one, loanId } : one)) };
}

/** The first lien-holder agrees to one further lien of another lender. */
export function consentToLien(
  vehicle: Vehicle,
  consent: { lienId: string; holder: string; amount: Money; by: string; at: Instant },
): Vehicle {
  const [first] = openLiens(vehicle);
  demand(first?.holder === consent.by, kitErrors.NOT_YOURS, {
    who: consent.by,
    as: 'the first lien-holder',
    needed: first?.holder ?? 'nobody',
  });
  const others = vehicle.lienConsents.filter(
    ({ lienId, by }) => lienId !== consent.lienId && by === consent.by,
  );
  demand(others.length < MAX_LIENS, kitErrors.TOO_MANY, {
    count: others.length + 1,
    what: 'consents',
    max: MAX_LIENS,
  });
  return { ...vehicle, lienConsents: [...others, consent] };
}

/** The lender says that it will take the vehicle. */
export function noticeRepossession(
  vehicle: Vehicle,
  { lienId, by, at }: { lienId: string; by: string; at: Instant },
): Vehicle {
  mustBeOpen(vehicle, heldLien(vehicle, lienId, by));
  if (vehicle.repossession?.lienId === lienId) return vehicle;
  demand(vehicle.repossession === undefined, vehicleErrors.REPOSSESSED, {
    vin: vehicle.vin,
    holder: vehicle.repossession?.holder ?? '',
  });
  vehicleLife.step('noticeRepossession', vehicle.status);
  return { ...vehicle, repossession: { lienId, holder: by, noticeAt: at } };
}

/**
 * The lender has taken the vehicle: an open offer of the owner falls, and from now on the lender offers the
 * title.
 */
export function repossess(
  vehicle: Vehicle,
  { lienId, by, at }: { lienId: string; by: string; at: Instant },
): Vehicle {
  mustBeOpen(vehicle, heldLien(vehicle, lienId, by));
  const { repossession, offer: _fallen, ...rest } = vehicle;
  if (!repossession || repossession.lienId !== lienId)
    return refuse(vehicleErrors.REPOSSESSION_UNNOTICED, { vin: vehicle.vin, lienId });
  if (repossession.takenAt !== undefined) return vehicle;
  vehicleLife.step('repossess', vehicle.status);
  return { ...rest, repossession: { ...repossession, takenAt: at } };
}

/**
 * The borrower has cured the default: notice and taking end with what the lender offered by them, the lien
 * stays.
 */
export function endRepossession(vehicle: Vehicle, { lienId, by }: { lienId: string; by: string }): Vehicle {
  heldLien(vehicle, lienId, by);
  const { repossession, offer, ...rest } = vehicle;
  if (repossession?.lienId !== lienId) return vehicle;
  return offer && offer.from !== by ? { ...rest, offer } : rest;
}

function heldLien(vehicle: Vehicle, lienId: string, by: string): Lien {
  const found = vehicle.liens.find((one) => one.lienId === lienId);
  if (!found) return refuse(vehicleErrors.LIEN_UNKNOWN, { vin: vehicle.vin, lienId });
  demand(found.holder === by, kitErrors.NOT_YOURS, {
    who: by,
    as: 'the holder of this lien',
    needed: found.holder,
  });
  return found;
}

function mustBeOpen(vehicle: Vehicle, held: Lien): void {
  demand(held.releasedAt === undefined, vehicleErrors.LIEN_RELEASED, {
    vin: vehicle.vin,
    lienId: held.lienId,
  });
}

/** Released liens, the latest first. */
const releasedLiens = (vehicle: Vehicle): Lien[] =>
  vehicle.liens
    .filter((one) => one.releasedAt !== undefined)
    .sort((left, right) => ((left.releasedAt ?? '') < (right.releasedAt ?? '') ? 1 : -1));
