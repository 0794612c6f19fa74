import { HOUR_MS, type Instant, toMillis } from '../../../kit/value/time';

/**
 * A place to about a kilometre, hundredths of a degree: exact enough for a clone, too coarse for a person.
 */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Where a vehicle was seen, and when. */
export interface Seen {
  readonly at: Instant;
  readonly place: Place;
}

/** Nobody covers a distance faster on the road; a vehicle that seems to is two. */
const MAX_KM_AN_HOUR = 200;
/** Metres that rounding to hundredths of a degree may feign. */
const ROUNDING = 3_000;
/** Metres in a hundredth of a degree of a meridian, and of the equator, the least they can be. */
const MERIDIAN = 1_105;
const EQUATOR = 1_113;
/** Thousandths of the cosine of 0 to 90 degrees, rounded down: floats have no place in consensus. */
// biome-ignore format: a table
const COSINE = [
  1000, 999, 999, 998, 997, 996, 994, 992, 990, 987, 984, 981, 978, 974, 970, 965, 961, 956, 951, 945, 939, 933, 927,
  920, 913, 906, 898, 891, 882, 874, 866, 857, 848, 838, 829, 819, 809, 798, 788, 777, 766, 754, 743, 731, 719, 707,
  694, 681, 669, 656, 642, 629, 615, 601, 587, 573, 559, 544, 529, 515, 500, 484, 469, 453, 438, 422, 406, 390, 374,
  358, 342, 325, 309, 292, 275, 258, 241, 224, 207, 190, 173, 156, 139, 121, 104, 87, 69, 52, 34, 17, 0,
];
/**
 * A parallel is longer than the great circle, by up to a tenth for 90 degrees: count nine tenths, and no more
 * than 90 degrees.
 */
const GREAT_CIRCLE = 900;

/** Square of the least distance between two places, in square metres. */
function squareOfDistance(one: Place, other: Place): number {
  const apart = Math.abs(one.lon - other.lon);
  const cosine = COSINE[Math.ceil(Math.max(Math.abs(one.lat), Math.abs(other.lat)) / 100)] ?? 0;
  const north = Math.abs(one.lat - other.lat) * MERIDIAN;
  const east = Math.floor(
    (Math.min(apart, 36_000 - apart, 9_000) * EQUATOR * cosine * GREAT_CIRCLE) / 1_000_000,
  );
  return north * north + east * east;
}

/** Whether one vehicle cannot have been at both places: the sign of a cloned number. */
export function isElsewhere(before: Seen, now: Seen): boolean {
  const millis = Math.abs(toMillis(now.at) - toMillis(before.at));
  const reach = Math.floor((millis * MAX_KM_AN_HOUR * 1000) / HOUR_MS) + ROUNDING;
  return reach < 20_100_000 && squareOfDistance(before.place, now.place) > reach * reach;
}
