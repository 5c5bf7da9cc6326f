/** Notes the longest task that kept the page from answering, until `stop`; Chromium reports those over 50 ms. */
export function watchBlocking(): { stop(): number } {
  let longestMs = 0
  const note = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) longestMs = Math.max(longestMs, duration)
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'longtask' })
  return {
    stop() {
      note(observer.takeRecords())
      observer.disconnect()
      return longestMs
    },
  }
}
