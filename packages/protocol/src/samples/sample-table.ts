// The shapes of tables of samples.

/** Samples by name; at least one. */
export type Named<T> = Readonly<Record<string, T>>

/** For each member of a union, by its tag, its samples. */
export type SamplesOf<Union, Tag extends keyof Union> = {
  readonly [Key in Union[Tag] & string]: Named<Extract<Union, Readonly<Record<Tag, Key>>>>
}
