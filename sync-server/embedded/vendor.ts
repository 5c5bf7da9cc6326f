/** What the embedded store calls itself in its greeting; CouchDB names the Apache foundation there. */
export const embeddedVendor = 'Một Cửa embedded store'
