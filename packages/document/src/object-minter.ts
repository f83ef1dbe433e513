// Numbers the objects of one author: 1, 2, 3 … An author is one page load, so nothing is kept anywhere.

export class ObjectMinter {
  private last: number

  /** `last` is the greatest number that is in use already. */
  constructor(last = 0) {
    this.last = last
  }

  next(): number {
    this.last += 1
    return this.last
  }
}
