import { dueOf, kept } from '../kit/due/row';
import { type Observation, observations, type Parametric, parametrics } from './records/parametric';

/** What falls due of cover by a trigger. */
export const claimDues = [
  dueOf(observations, {
    operation: 'tick',
    when: 'an oracle of a cover observed something, also for another cover',
    looks: [kept(parametrics, ({ status }: Parametric) => status === 'agreed')],
    acts: ({ kind, where, on, oracle, measure }: Observation, look) =>
      look
        .list(parametrics)
        .filter((cover) => cover.kind === kind && cover.where === where && cover.atLeast <= measure)
        .filter(({ oracles }) => oracles.includes(oracle))
        .map(({ coverId }) => ({ request: () => ({ coverId, on }) })),
  }),
];
