/** Hosts of Open Telekom Cloud's production, e.g. vpn.eu-de.otc.t-systems.com. */
export const liveHosts: readonly string[] = ['*.otc.t-systems.com'];
