type Sign = '>' | '>=' | '<' | '<=';
interface FacetTime {
  readonly by: 'facetTime';
  readonly name: string;
  readonly sign: Sign;
  readonly at: string;
}
/** That a time by which an event is found is before or after another. */
export const facetTime = (name: string, sign: Sign, at: string): FacetTime => ({
  by: 'facetTime',
  name,
  sign,
  at,
});

/** One condition on an event. All conditions of a query must hold. */
export type Condition =
  | {
      readonly by: 'facet';
      readonly names: readonly string[];
      readonly values: readonly string[];
      readonly below: readonly string[];
    }
  | FacetTime
  | {
      readonly by: 'time';
      readonly column: 'event_at' | 'recorded_at';
      readonly from: boolean;
      readonly at: string;
    }
  | {
      readonly by: 'measure';
      readonly name: string;
      readonly unit: string;
      readonly sign: '=' | '>' | '>=' | '<' | '<=';
      readonly values: readonly number[];
    }
  | { readonly by: 'declared' };

/** Which events are asked for, and in which order. */
export interface EventQuery {
  readonly where: readonly Condition[];
  readonly orderBy: 'event_at' | 'recorded_at' | undefined;
  readonly direction: 'ASC' | 'DESC';
}

/** Where a page begins: after this event, in the order of the query. */
export interface Place {
  readonly seq: number;
  /** The value by which the query is ordered, if by one. */
  readonly at?: string;
}
