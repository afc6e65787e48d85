// Written by `npm run generate`. Do not edit.

export interface paths {
    readonly "/v5/{project_id}/vpn-connection/{vpn_connection_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Shows the connection, with its status. */
        readonly get: operations["showVpnConnection"];
        /** Changes a site-to-site VPN connection. */
        readonly put: operations["updateVpnConnection"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Update: {
            readonly vpn_connection: components["schemas"]["UpdateConnection"];
        };
        /** @description What to change; members left out stay as they are. */
        readonly UpdateConnection: {
            /** @description Name of the connection. */
            readonly name?: string;
            /**
             * Format: uuid
             * @description Customer gateway at the far end.
             */
            readonly cgw_id?: string;
            /** @description Networks behind the customer gateway. */
            readonly peer_subnets?: readonly string[];
            /**
             * Format: ipv4-interface
             * @description Tunnel interface of the VPN gateway.
             * @example 169.254.76.1/30
             */
            readonly tunnel_local_address?: string;
            /**
             * Format: ipv4-interface
             * @description Tunnel interface of the customer gateway device.
             * @example 169.254.76.1/30
             */
            readonly tunnel_peer_address?: string;
            /**
             * @description Lets branches reach each other through this connection.
             * @default false
             */
            readonly enable_hub: boolean;
            /** @description Pre-shared key. */
            readonly psk?: string;
            /** @description Traffic that a policy-based connection protects. */
            readonly policy_rules?: readonly components["schemas"]["UpdatePolicyRule"][];
            readonly ikepolicy?: components["schemas"]["UpdateIkePolicy"];
            readonly ipsecpolicy?: components["schemas"]["UpdateIpsecPolicy"];
        };
        readonly UpdatePolicyRule: {
            /**
             * Format: ipv4-cidr
             * @description Block on the side of the VPN gateway.
             */
            readonly source?: string;
            /** @description Blocks on the side of the customer. */
            readonly destination?: readonly string[];
        };
        /** @description Phase 1; members left out stay as they are. */
        readonly UpdateIkePolicy: {
            /**
             * @description IKE version.
             * @default v2
             * @enum {string}
             */
            readonly ike_version: "v1" | "v2";
            /**
             * @description Exchange mode of IKEv1.
             * @enum {string}
             */
            readonly phase1_negotiation_mode?: "main" | "aggressive";
            /**
             * @description Hash of phase 1.
             * @enum {string}
             */
            readonly authentication_algorithm?: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5";
            /**
             * @description Cipher of phase 1.
             * @enum {string}
             */
            readonly encryption_algorithm?: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des";
            /**
             * @description Diffie-Hellman group of phase 1.
             * @enum {string}
             */
            readonly dh_group?: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21";
            /** @description Lifetime of the IKE SA in seconds. */
            readonly lifetime_seconds?: number;
            /**
             * @description Kind of identity of the VPN gateway.
             * @enum {string}
             */
            readonly local_id_type?: "ip" | "fqdn";
            /**
             * Format: ipv4
             * @description Identity of the VPN gateway.
             */
            readonly local_id?: string;
            /**
             * @description Kind of identity of the customer gateway.
             * @enum {string}
             */
            readonly peer_id_type?: "ip" | "fqdn";
            /**
             * Format: ipv4
             * @description Identity of the customer gateway.
             */
            readonly peer_id?: string;
            readonly dpd?: components["schemas"]["UpdateDpd"];
        };
        /** @description Dead peer detection; members left out stay as they are. */
        readonly UpdateDpd: {
            /**
             * @description Seconds between repeated probes.
             * @default 15
             */
            readonly timeout: number;
            /**
             * @description Idle seconds before a probe.
             * @default 30
             */
            readonly interval: number;
            /**
             * @description Payload order of a probe.
             * @default seq-hash-notify
             * @enum {string}
             */
            readonly msg: "seq-hash-notify" | "seq-notify-hash";
        };
        /** @description Phase 2; members left out stay as they are. */
        readonly UpdateIpsecPolicy: {
            /**
             * @description Hash of phase 2.
             * @enum {string}
             */
            readonly authentication_algorithm?: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5";
            /**
             * @description Cipher of phase 2.
             * @enum {string}
             */
            readonly encryption_algorithm?: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des";
            /**
             * @description Diffie-Hellman group of phase 2, or none.
             * @default group15
             * @enum {string}
             */
            readonly pfs: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21" | "disable";
            /**
             * @description Protocol of phase 2.
             * @default esp
             * @enum {string}
             */
            readonly transform_protocol: "esp";
            /**
             * @description Lifetime of the IPsec SA in seconds.
             * @default 3600
             */
            readonly lifetime_seconds: number;
            /**
             * @description How packets are wrapped.
             * @default tunnel
             * @enum {string}
             */
            readonly encapsulation_mode: "tunnel";
        };
        readonly Updated: {
            readonly vpn_connection: components["schemas"]["Connection"];
            /** @description Id of this exchange. */
            readonly request_id: string;
        };
        readonly Connection: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** Format: uuid */
            readonly vgw_id: string;
            /** @example 192.168.45.7 */
            readonly vgw_ip: string | unknown | unknown;
            /** @enum {string} */
            readonly style: "POLICY" | "STATIC" | "BGP";
            /** Format: uuid */
            readonly cgw_id: string;
            readonly peer_subnets?: readonly string[];
            readonly tunnel_local_address?: string;
            readonly tunnel_peer_address?: string;
            readonly enable_nqa?: boolean;
            readonly enable_hub?: boolean;
            readonly policy_rules?: readonly components["schemas"]["PolicyRule"][];
            readonly ikepolicy: components["schemas"]["IkePolicy"];
            readonly ipsecpolicy: components["schemas"]["IpsecPolicy"];
            readonly created_at: string;
            readonly updated_at: string;
            /** Format: uuid */
            readonly enterprise_project_id: string;
            /** Format: uuid */
            readonly connection_monitor_id?: string;
            /**
             * @default master
             * @enum {string}
             */
            readonly ha_role: "master" | "slave";
            readonly tags?: readonly components["schemas"]["Tag"][];
            /**
             * @deprecated
             * @example 192.168.45.7
             */
            readonly eip_id?: string | unknown | unknown;
            /**
             * @deprecated
             * @enum {string}
             */
            readonly type?: "POLICY" | "ROUTE";
            /**
             * @deprecated
             * @enum {string}
             */
            readonly route_mode?: "static" | "bgp";
        };
        readonly PolicyRule: {
            /** Format: ipv4-cidr */
            readonly source: string;
            readonly destination: readonly string[];
        };
        readonly IkePolicy: {
            /** @enum {string} */
            readonly ike_version: "v1" | "v2";
            /** @enum {string} */
            readonly phase1_negotiation_mode?: "main" | "aggressive";
            /** @enum {string} */
            readonly authentication_algorithm: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5";
            /** @enum {string} */
            readonly encryption_algorithm: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des";
            /** @enum {string} */
            readonly dh_group: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21";
            /** @enum {string} */
            readonly authentication_method: "pre-share";
            readonly lifetime_seconds: number;
            /** @enum {string} */
            readonly local_id_type: "ip" | "fqdn";
            readonly local_id: string;
            /** @enum {string} */
            readonly peer_id_type: "ip" | "any" | "fqdn";
            /** @description Promised for type ip; with other types it may be there or not, which the second alternative says. */
            readonly peer_id?: string;
            readonly dpd: components["schemas"]["Dpd"];
        };
        readonly Dpd: {
            readonly timeout: number;
            readonly interval: number;
            /** @enum {string} */
            readonly msg: "seq-hash-notify" | "seq-notify-hash";
        };
        readonly IpsecPolicy: {
            /** @enum {string} */
            readonly authentication_algorithm: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5";
            /** @enum {string} */
            readonly encryption_algorithm: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des";
            /** @enum {string} */
            readonly pfs: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21" | "disable";
            /** @enum {string} */
            readonly transform_protocol: "esp";
            readonly lifetime_seconds: number;
            /** @enum {string} */
            readonly encapsulation_mode: "tunnel";
        };
        readonly Tag: {
            readonly key?: string;
            readonly value?: string;
        };
        readonly Error: {
            readonly error_code: string;
            readonly error_msg: string;
            readonly request_id: string;
        };
        readonly Shown: {
            readonly vpn_connection: {
                readonly id?: string;
                readonly name?: string;
                readonly vgw_id?: string;
                readonly vgw_ip?: string;
                readonly style?: string;
                readonly cgw_id?: string;
                readonly peer_subnets?: readonly string[];
                readonly tunnel_local_address?: string;
                readonly tunnel_peer_address?: string;
                readonly enable_nqa?: boolean;
                readonly enable_hub?: boolean;
                readonly tags?: readonly {
                    readonly key?: string;
                    readonly value?: string;
                }[];
                readonly policy_rules?: readonly {
                    readonly source?: string;
                    readonly destination?: readonly string[];
                }[];
                readonly ikepolicy?: {
                    readonly ike_version?: string;
                    readonly phase1_negotiation_mode?: string;
                    readonly authentication_algorithm?: string;
                    readonly encryption_algorithm?: string;
                    readonly dh_group?: string;
                    readonly authentication_method?: string;
                    readonly lifetime_seconds?: number;
                    readonly local_id_type?: string;
                    readonly local_id?: string;
                    readonly peer_id_type?: string;
                    readonly peer_id?: string;
                    readonly dpd?: {
                        readonly timeout?: number;
                        readonly interval?: number;
                        readonly msg?: string;
                    };
                };
                readonly ipsecpolicy?: {
                    readonly authentication_algorithm?: string;
                    readonly encryption_algorithm?: string;
                    readonly pfs?: string;
                    readonly transform_protocol?: string;
                    readonly lifetime_seconds?: number;
                    readonly encapsulation_mode?: string;
                };
                readonly created_at?: string;
                readonly updated_at?: string;
                readonly enterprise_project_id?: string;
                readonly connection_monitor_id?: string;
                readonly ha_role?: string;
                readonly status?: string;
            };
            readonly request_id?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly showVpnConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly project_id: string;
                readonly vpn_connection_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The connection as it stands. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Shown"];
                };
            };
            /** @description Refused. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    readonly updateVpnConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Project that owns the connection. */
                readonly project_id: string;
                /** @description Connection to change. */
                readonly vpn_connection_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Update"];
            };
        };
        readonly responses: {
            /** @description The connection. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Updated"];
                };
            };
            /** @description Refused. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}

/** Path parameters of the update. */
export type PathParameters = operations["updateVpnConnection"]["parameters"]["path"];

/** Body of the update. */
export type RequestBody = NonNullable<operations["updateVpnConnection"]["requestBody"]>["content"]["application/json"];

/** Body of the answer to an accepted update. */
export type Answer = NonNullable<operations["updateVpnConnection"]["responses"][200]>["content"]["application/json"];

/** Body of the answer to a refused update. */
export type Refusal = NonNullable<operations["updateVpnConnection"]["responses"]["default"]>["content"]["application/json"];

/** The resource as the read-back shows it. */
export type ReadBack = NonNullable<operations["showVpnConnection"]["responses"][200]>["content"]["application/json"];
