import { describe, expect, it } from 'vitest'
import { headOf } from '../keeping/outbox-store-contract.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { type Channel, TabRoll } from './tab-roll.ts'

const [one, two, three] = [headOf(1).author, headOf(2).author, headOf(3).author]

/** One browser's tabs: each hears the others, not itself. */
class Browser {
  readonly clock = new VirtualClock()
  readonly channels = new Map<Channel, (data: unknown) => void>()

  tab(): TabRoll {
    return new TabRoll(this.clock, () => this.open())
  }

  private open(): Channel {
    const channel: Channel = {
      addEventListener: (_, hear) => {
        this.channels.set(channel, data => hear(new MessageEvent('message', { data })))
      },
      postMessage: data => {
        for (const [each, hear] of Array.from(this.channels)) if (each !== channel) hear(data)
      },
      close: () => this.channels.delete(channel),
    }
    return channel
  }

  async ask(tab: TabRoll): Promise<unknown[]> {
    const answer = tab.whoLives()
    this.clock.advance(250)
    return Array.from(await answer).toSorted()
  }
}

describe('the roll of tabs', () => {
  it('has those that answer within 250 ms, and the asking tab’s own', async () => {
    const browser = new Browser()
    const [a, b, c] = [browser.tab(), browser.tab(), browser.tab()]
    a.enter(one)
    b.enter(two)
    const leave = c.enter(three)
    expect(await browser.ask(a)).toEqual([one, two, three].toSorted())
    leave()
    expect(await browser.ask(a)).toEqual([one, two].toSorted())
  })

  it('is asked anew each time', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const leave = b.enter(two)
    expect(await browser.ask(a)).toEqual([two])
    leave()
    expect(await browser.ask(a)).toEqual([])
  })

  it('says of a tab that goes that it does, to those that listen', () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    a.enter(one)
    const leave = b.enter(two)
    const heard: string[] = []
    const stop = a.onLeave(() => heard.push('left'))
    b.onLeave(() => heard.push('itself'))
    leave()
    expect(heard).toEqual(['left'])
    stop()
    b.enter(two)()
    expect(heard).toEqual(['left'])
  })

  it('keeps no channel open for a page that is put aside', async () => {
    const browser = new Browser()
    const a = browser.tab()
    const leave = a.enter(one)
    expect(browser.channels.size).toBe(1)
    leave()
    expect(browser.channels.size).toBe(0)
    await browser.ask(a)
    expect(browser.channels.size).toBe(0)
    expect(browser.clock.pendingTimers).toBe(0)
  })

  it('does not mind what others say on the channel', async () => {
    const browser = new Browser()
    const a = browser.tab()
    a.enter(one)
    const [hear] = browser.channels.values()
    for (const data of [null, 7, {}, { kind: 'lives' }, { kind: 'lives', author: 7 }]) hear?.(data)
    expect(await browser.ask(a)).toEqual([one])
  })
})
