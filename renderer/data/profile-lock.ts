import { DeskFailure } from './desk-failure.ts'

/** Takes the profile for this window alone; a second window gets `second_window`. Answers how to give it back. */
export function takeProfileLock(): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request('mot-cua-profile', { ifAvailable: true }, (lock) => {
      if (lock === null) return reject(new DeskFailure('second_window'))
      return new Promise<void>((release) => resolve(release))
    })
    held.catch(reject)
  })
}
