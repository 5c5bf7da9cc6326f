import { networkInterfaces } from 'node:os'

/** This PC's address in the LAN: an IPv4 address of a private network first; the loopback address where there is none. */
export function lanAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outside = all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
  return outside.find((one) => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(one)) ?? outside[0] ?? '127.0.0.1'
}
