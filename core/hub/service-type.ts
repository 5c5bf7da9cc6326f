/** Under this name hubs are offered in a LAN: `_motcua-hub._tcp.local`. */
export const hubServiceType = 'motcua-hub'
