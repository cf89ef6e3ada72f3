// Any mixture of work, refusals, bad networks and kills: what was saved arrives once and in order, and nothing is lost.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCentre, createPhone, type Phone, type Weather } from './outbox.testing.ts'

const HOUR_MS = 3_600_000

interface Added {
  readonly stream: string
  readonly n: number
  id: string
  refused: boolean
  withdrawn: boolean
}

type Step =
  | { readonly do: 'add'; readonly stream: string; readonly refuse: boolean }
  | { readonly do: 'send'; readonly weather: Exclude<Weather, 'never'> }
  | { readonly do: 'kill'; readonly weather: Weather }
  | { readonly do: 'mend'; readonly resend: boolean }
  | { readonly do: 'take back' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      stream: fc.constantFrom('a', 'b', 'c'),
      refuse: fc.integer({ max: 9, min: 0 }).map((n) => n < 2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      weather: fc.constantFrom(
        'fine',
        'lost before',
        'lost after',
        'fault',
        'sign-in',
        'busy streams',
        'broken answer',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      weather: fc.constantFrom('never', 'lost after', 'fine'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mend' as const), resend: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take back' as const) }) },
)

async function live(steps: readonly Step[]) {
  const centre = createCentre()
  const device = await createPhone(centre)
  const added: Added[] = []
  let phone: Phone = await device.open()
  const firstRefused = () => phone.outbox.entries().find(({ state }) => state === 'refused')
  const wasAdded = (id: string) => added.find((one) => one.id === id)

  async function mend(resend: boolean): Promise<void> {
    const entry = firstRefused()
    const own = entry && wasAdded(entry.id)
    if (!entry || !own) return
    if (!resend) own.withdrawn = await phone.outbox.withdraw(entry.id)
    else {
      own.id = await phone.outbox.resend(entry.id, { n: own.n })
      own.refused = false
    }
  }

  async function act(one: Step): Promise<void> {
    switch (one.do) {
      case 'add': {
        const n = added.length
        const body = one.refuse ? { n, refuse: true } : { n }
        const id = await phone.outbox.add({ kind: 'case', stream: one.stream, body })
        added.push({ id, stream: one.stream, n, refused: one.refuse, withdrawn: false })
        return
      }
      case 'send':
        centre.become(one.weather)
        device.pass(HOUR_MS)
        return phone.sender.flush()
      case 'kill': {
        centre.become(one.weather)
        device.pass(HOUR_MS)
        const sending = phone.sender.flush()
        // The app dies while the request is on its way.
        await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, 3))])
        device.kill(phone)
        sending.catch(() => undefined)
        phone = await device.open()
        return
      }
      case 'mend':
        return mend(one.resend)
      case 'take back': {
        const entry = phone.outbox.entries().findLast(({ state }) => state === 'saved')
        const own = entry && wasAdded(entry.id)
        if (entry && own) own.withdrawn = await phone.outbox.withdraw(entry.id)
      }
    }
  }

  for (const one of steps) {
    await act(one)
    // At every moment: what is on the device and what was taken back is everything that was ever saved.
    const here = new Set(phone.outbox.entries().map(({ id }) => id))
    for (const { id, withdrawn } of added) expect(here.has(id)).toBe(!withdrawn)
    for (const { id, state } of phone.outbox.entries())
      if (state === 'received') expect(centre.has(id)).toBe(true)
  }
  centre.become('fine')
  // The network stays good and the person decides about everything that was refused.
  for (let round = 0; round <= added.length; round++) {
    device.pass(HOUR_MS)
    await phone.sender.flush()
    await mend(round % 2 === 0)
  }
  device.kill(phone)
  return { centre, added }
}

test('whatever the network and the person do, every command arrives exactly once and in the order of its matter', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { centre, added } = await live(steps)
      const kept = added.filter(({ withdrawn }) => !withdrawn)
      expect(centre.taken.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id).toSorted())
      for (const stream of ['a', 'b', 'c']) {
        const arrived = centre.taken.filter((one) => one.stream === stream).map(({ id }) => id)
        expect(arrived).toEqual(kept.filter((one) => one.stream === stream).map(({ id }) => id))
      }
    }),
    { numRuns: 40 },
  )
})
