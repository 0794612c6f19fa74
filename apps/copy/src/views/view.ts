import { createHash } from 'node:crypto';
import { chainViews } from './chain';
import { financeViews } from './finance';
import { roadViews } from './road';
import type { View } from './shape';

/** Every view, in the order of their names. Amounts are minor units. */
export const views: readonly View[] = [...financeViews, ...roadViews, ...chainViews].toSorted((one, other) =>
  one.name < other.name ? -1 : 1,
);

const creating = views.flatMap(({ name, says, sql }) => [
  `CREATE VIEW views.${name} AS ${sql.trim()}`,
  `COMMENT ON VIEW views.${name} IS '${says.replaceAll("'", "''")}'`,
]);

/** Tells the views of one release from those of another; the schema bears it as its comment. */
export const viewForm: string = createHash('sha256').update(creating.join(';')).digest('hex');

/** The views of this release in the place of those of another. */
export const viewStatements: readonly string[] = [
  'DROP SCHEMA IF EXISTS views CASCADE',
  'CREATE SCHEMA views',
  ...creating,
  `COMMENT ON SCHEMA views IS '${viewForm}'`,
];
