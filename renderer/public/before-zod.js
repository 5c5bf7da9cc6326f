// zod probes for `eval` when the first schema is made, which the page's policy forbids and reports. It reads this before it does.
globalThis.__zod_globalConfig = { jitless: true }
