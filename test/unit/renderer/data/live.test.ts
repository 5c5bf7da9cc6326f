import { expect, test } from 'vitest'
import { createSource, derive } from '#renderer/data/live.ts'
import { createSerial } from '#renderer/data/serial.ts'

test('a derived value is the same object until one of its sources changes', () => {
  const source = createSource(1)
  const doubled = derive([source], () => ({ value: source.get() * 2 }))
  const first = doubled.get()
  expect(doubled.get()).toBe(first)
  source.set(2)
  expect(doubled.get()).toEqual({ value: 4 })
})

test('whoever subscribed is told of a change and not after leaving', () => {
  const source = createSource(1)
  let told = 0
  const stop = derive([source], () => source.get()).subscribe(() => {
    told += 1
  })
  source.set(2)
  source.set(2)
  stop()
  source.set(3)
  expect(told).toBe(1)
})

test('tasks run one after another and one that fails stops no other', async () => {
  const serial = createSerial()
  const order: string[] = []
  const first = serial(async () => {
    await Promise.resolve()
    order.push('first')
    throw new Error('failed')
  })
  const second = serial(async () => order.push('second'))
  await expect(first).rejects.toThrow('failed')
  await second
  expect(order).toEqual(['first', 'second'])
})
