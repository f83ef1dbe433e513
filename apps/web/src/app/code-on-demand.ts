// Code that is loaded when it is first wanted, for what goes on without it until it has come.

export class CodeOnDemand<Code> {
  private readonly load: () => Promise<Code>
  private coming: Promise<Code | null> | null = null
  private loaded: Code | null = null
  private wasPrepared = false

  constructor(load: () => Promise<Code>) {
    this.load = load
  }

  /** Null as long as it has not come. */
  get code(): Code | null {
    return this.loaded
  }

  /** It may be wanted soon. Asked for again and again without a network, it is tried once. */
  prepare(): void {
    if (!this.wasPrepared) void this.want()
    this.wasPrepared = true
  }

  /** Resolves with null where it cannot be loaded, which the next call tries again. */
  want(): Promise<Code | null> {
    this.coming ??= this.load().then(
      code => {
        this.loaded = code
        return code
      },
      () => {
        this.coming = null
        return null
      },
    )
    return this.coming
  }
}
