/**
 * What a lower room must know that a higher one has: the lower room asks, the higher one answers, and no
 * import runs up. A question that `finds` is answered from records by their keys, so that it may be asked in
 * a transaction; one that `lists` only where nothing is written.
 */
export interface Question<D extends Depth, A extends readonly unknown[], R> {
  readonly depth: D;
  readonly asks: string;
  readonly '~answered'?: (...about: A) => R;
}
export type Depth = 'finds' | 'lists';

/**
 * Asks what a higher room knows. `depth` says how the answer reads: by keys, or by lists too; `asks` is the
 * sentence for whoever reads the code.
 */
export const question = <D extends Depth, A extends readonly unknown[], R>(
  depth: D,
  asks: string,
): Question<D, A, R> => Object.freeze({ depth, asks });
