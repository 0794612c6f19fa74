import { firstCar, MAKER, setTheStage } from '../../../stories/firstcar';
import { eur, publishedTerms, underwriting } from '../../../stories/terms';
import { vinOf } from '../../../stories/vin';
import { attemptsOf, type Cast, inOrder } from '../cast';
import { bothWays, chunksOf, eachOf, numbers, poolOf, type Row, rowOf } from '../row';

const OWNER = 'registry/owner';
/** Liens that a vehicle takes. */
const LOANS_A_CAR = 8;
const today = (): string => new Date().toISOString().slice(0, 10);

/** Stories and cars of this run: their numbers are a clock, so that no run meets the cars of another. */
const serial = (at: number): number => (Math.floor(Date.now() / 1000) % 20_000) * 1_000 + at;

/** One car whose whole story is told, for the query of its trust chain. */
export const tellOneCar = (cast: Cast): Promise<string> =>
  inOrder(cast, (orderly) => firstCar(orderly, serial(999), () => undefined));

/** New cars, sold to one owner. */
export async function makeCars(cast: Cast, count: number): Promise<string[]> {
  const first = serial(0);
  const vins = numbers(count).map((at) => vinOf(MAKER, first + at));
  for (const some of chunksOf(vins, 100))
    await cast.plant.vehicle.certifyBirthMany({
      items: some.map((vin) => ({
        vin,
        model: { id: 'RB1', name: 'First' },
        builtOn: today(),
        plant: { id: 'P1' },
      })),
    });
  await eachOf(vins, cast.inFlight, (vin) =>
    cast.plant.vehicle.sell({ vin, to: OWNER, soldOn: today(), country: 'DEU' }),
  );
  return vins;
}

export const prepare = (cast: Cast) => setTheStage(cast);

const monthOf = (back: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);
};

/** 20,000.00 over five years, disbursed two to three months ago. */
const terms = () => ({
  ...publishedTerms(monthOf(2), monthOf(1)),
  principal: eur(2_000_000),
  instalments: 60,
});

/**
 * Step by step for all of them: the peer of the other side may be a block behind the one that just answered.
 */
async function lend(
  { mark, inFlight, lender, owner }: Cast,
  vins: readonly string[],
  count: number,
): Promise<string[]> {
  const cars = carsFor(count);
  const stated = terms();
  const wishes = numbers(count).map((at) => ({
    applicationId: `${mark}-A${at}`,
    vin: vins[at % cars] ?? '',
    at,
  }));
  const each = <R>(work: (wish: (typeof wishes)[number]) => Promise<R>, width = inFlight) =>
    eachOf(wishes, width, work);
  const decisionOf = (at: number) => `${mark}-D${at}`;
  await each(({ at, ...wish }) =>
    owner.loan.apply({ ...wish, amount: stated.principal, instalments: 60, consentId: `${mark}-C${at}` }),
  );
  const kept = await each(({ applicationId, at }) =>
    lender.loan.underwrite({ applicationId, decisionId: decisionOf(at) }, underwriting),
  );
  await each(({ applicationId, at }) =>
    lender.loan.decide({
      ...{
        applicationId,
        decisionId: decisionOf(at),
        outcome: 'approve',
        scorecardVersion: 1,
        terms: stated,
        validDays: 14,
      },
      seal: kept[at]?.seal ?? '',
    }),
  );
  const loanId = (at: number) => `${mark}-L${at}`;
  await each(({ applicationId, at }) =>
    owner.loan.accept({ applicationId, decisionId: decisionOf(at), loanId: loanId(at) }),
  );
  // A car takes one lien at a time.
  await each(
    ({ at }) => lender.loan.disburse({ loanId: loanId(at), on: stated.startOn }),
    Math.max(1, cars - 1),
  );
  return wishes.map(({ at }) => loanId(at));
}

/** How many cars so many loans need. */
export const carsFor = (loans: number): number => Math.ceil(loans / LOANS_A_CAR);

/** Repayments of 1.00, one under way a loan. */
export async function loanRows(
  cast: Cast,
  vins: readonly string[],
  many: number,
  { batches, sizes }: { batches: number; sizes: readonly number[] },
): Promise<Row[]> {
  const { lender, inFlight, mark } = cast;
  const loans = poolOf(await lend(cast, vins, many));
  let count = 0;
  const payment = (loanId: string) => ({
    loanId,
    paymentId: `${mark}-I${count++}`,
    amount: eur(100),
    on: today(),
  });
  const row = { name: 'repay', says: 'repay a loan', inFlight };
  const single = bothWays(row, lender, cast.single.lender, (by) =>
    loans.use(1, async (taken) => {
      const booked = await by.loan.repay(payment(taken[0] ?? ''));
      return { next: taken, answer: attemptsOf(booked) };
    }),
  );
  const batched = sizes.map((items) =>
    rowOf({
      ...{
        name: `repay×${items}`,
        says: `repay ${items} loans in one transaction`,
        sort: 'batch',
        inFlight: batches,
        items,
      },
      act: () =>
        loans.use(items, async (taken) => {
          const booked = await lender.loan.repayMany({ items: taken.map(payment) });
          return { next: taken, answer: attemptsOf(booked) };
        }),
    }),
  );
  return [...single, ...batched];
}
