// Written by `npm run generate`. Do not edit.

export interface paths {
    readonly "/v5/{project_id}/vpn-connection/{vpn_connection_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The connection as it stands now. */
        readonly get: operations["showVpnConnection"];
        /** Update the VPN connection named by its id. */
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
        /** @description What is to change; what is left out stays as it is. */
        readonly UpdateConnection: {
            /** @description New name. */
            readonly name?: string;
            /**
             * Format: uuid
             * @description Customer gateway at the other end.
             */
            readonly cgw_id?: string;
            /** @description Customer subnets; optional with an ER association in policy or BGP mode. */
            readonly peer_subnets?: readonly string[];
            /**
             * Format: ipv4-interface
             * @description Tunnel interface address on the VPN gateway.
             * @example 169.254.76.1/30
             */
            readonly tunnel_local_address?: string;
            /**
             * Format: ipv4-interface
             * @description Tunnel interface address on the customer device.
             * @example 169.254.76.1/30
             */
            readonly tunnel_peer_address?: string;
            /** @description Pre-shared key. */
            readonly psk?: string;
            /** @description Which sources reach which destinations (policy mode). */
            readonly policy_rules?: readonly components["schemas"]["UpdatePolicyRule"][];
            readonly ikepolicy?: components["schemas"]["UpdateIkePolicy"];
            readonly ipsecpolicy?: components["schemas"]["UpdateIpsecPolicy"];
        };
        readonly UpdatePolicyRule: {
            /** @description Place of the rule among the others. */
            readonly rule_index?: number;
            /**
             * Format: ipv4-cidr
             * @description Source block.
             */
            readonly source: string;
            /** @description Destination blocks. */
            readonly destination: readonly string[];
        };
        readonly UpdateIkePolicy: {
            readonly ike_version?: string;
            /** @description Negotiation mode; has an effect with IKEv1 only. */
            readonly phase1_negotiation_mode?: string;
            readonly authentication_algorithm?: string;
            readonly encryption_algorithm?: string;
            /**
             * @description Key exchange group of phase 1; fixed with the GM flavor.
             * @enum {string}
             */
            readonly dh_group?: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21";
            /** @description Lifetime of the IKE SA, seconds. */
            readonly lifetime_seconds?: number;
            /** @enum {string} */
            readonly local_id_type?: "ip" | "fqdn";
            readonly local_id?: string;
            /** @enum {string} */
            readonly peer_id_type?: "ip" | "fqdn";
            readonly peer_id?: string;
            readonly dpd?: components["schemas"]["UpdateDpd"];
        };
        readonly UpdateDpd: {
            /**
             * @description Seconds between repeated DPD packets.
             * @default 15
             */
            readonly timeout: number;
            /**
             * @description Seconds of silence before DPD starts.
             * @default 30
             */
            readonly interval: number;
            /**
             * @description Order of the payloads in DPD packets.
             * @default seq-hash-notify
             * @enum {string}
             */
            readonly msg: "seq-hash-notify" | "seq-notify-hash";
        };
        readonly UpdateIpsecPolicy: {
            readonly authentication_algorithm?: string;
            readonly encryption_algorithm?: string;
            /**
             * @description Key group of perfect forward secrecy; fixed and idle with the GM flavor.
             * @default group15
             * @enum {string}
             */
            readonly pfs: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21" | "disable";
            /**
             * @default esp
             * @enum {string}
             */
            readonly transform_protocol: "esp";
            /**
             * @description Lifetime of the IPsec tunnel, seconds.
             * @default 3600
             */
            readonly lifetime_seconds: number;
            /**
             * @default tunnel
             * @enum {string}
             */
            readonly encapsulation_mode: "tunnel";
        };
        readonly Updated: {
            readonly vpn_connection: components["schemas"]["Connection"];
            readonly request_id: string;
        };
        readonly Connection: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** Format: uuid */
            readonly vgw_id: string;
            /**
             * @description The gateway's EIP by id, or its private address.
             * @example 192.168.45.7
             */
            readonly vgw_ip: string;
            /**
             * @description Connection mode.
             * @enum {string}
             */
            readonly style: "POLICY" | "STATIC" | "BGP" | "POLICY-TEMPLATE";
            /** Format: uuid */
            readonly cgw_id: string;
            readonly peer_subnets?: readonly string[];
            readonly tunnel_local_address?: string;
            readonly tunnel_peer_address?: string;
            readonly enable_nqa?: boolean;
            readonly policy_rules?: readonly components["schemas"]["PolicyRule"][];
            readonly ikepolicy: components["schemas"]["IkePolicy"];
            readonly ipsecpolicy: components["schemas"]["IpsecPolicy"];
            /** Format: date-time */
            readonly created_at: string;
            /** Format: date-time */
            readonly updated_at: string;
            readonly enterprise_project_id: string | "0";
            /** Format: uuid */
            readonly connection_monitor_id?: string;
            /**
             * @default master
             * @enum {string}
             */
            readonly ha_role: "master" | "slave";
            readonly tags?: readonly components["schemas"]["ResourceTag"][];
        };
        readonly PolicyRule: {
            readonly rule_index: number;
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
            readonly authentication_algorithm: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5" | "sm3";
            /** @enum {string} */
            readonly encryption_algorithm: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des" | "sm4";
            /** @enum {string} */
            readonly dh_group?: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21";
            /** @enum {string} */
            readonly authentication_method: "pre-share" | "digital-envelope-v2";
            readonly lifetime_seconds: number;
            /** @enum {string} */
            readonly local_id_type?: "ip" | "fqdn";
            readonly local_id?: string;
            /** @enum {string} */
            readonly peer_id_type?: "ip" | "fqdn" | "any";
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
            readonly authentication_algorithm: "sha2-512" | "sha2-384" | "sha2-256" | "sha1" | "md5" | "sm3";
            /** @enum {string} */
            readonly encryption_algorithm: "aes-256-gcm-16" | "aes-128-gcm-16" | "aes-256" | "aes-192" | "aes-128" | "3des" | "sm4";
            /** @enum {string} */
            readonly pfs?: "group1" | "group2" | "group5" | "group14" | "group15" | "group16" | "group19" | "group20" | "group21" | "disable";
            /** @enum {string} */
            readonly transform_protocol: "esp";
            readonly lifetime_seconds: number;
            /** @enum {string} */
            readonly encapsulation_mode: "tunnel";
        };
        readonly ResourceTag: {
            readonly key?: string;
            readonly value?: string;
        };
        readonly Shown: {
            readonly vpn_connection: {
                readonly id: string;
                readonly name?: string;
                readonly vgw_id?: string;
                readonly vgw_ip?: string;
                readonly style?: string;
                /** @enum {string} */
                readonly status: "ERROR" | "ACTIVE" | "DOWN" | "PENDING_CREATE" | "PENDING_UPDATE" | "PENDING_DELETE" | "FREEZED" | "UNKNOWN";
                readonly cgw_id?: string;
                readonly peer_subnets?: readonly string[];
                readonly tunnel_local_address?: string;
                readonly tunnel_peer_address?: string;
                readonly enable_nqa?: boolean;
                readonly tags?: readonly {
                    readonly key?: string;
                    readonly value?: string;
                }[];
                readonly policy_rules?: readonly {
                    readonly source?: string;
                    readonly destination?: readonly string[];
                }[];
                readonly ikepolicy?: components["schemas"]["IkePolicy"];
                readonly ipsecpolicy?: components["schemas"]["IpsecPolicy"];
                readonly created_at?: string;
                readonly enterprise_project_id?: string;
                readonly connection_monitor_id?: string;
                readonly ha_role?: string;
            };
            readonly request_id?: string;
        };
        readonly Error: {
            readonly error_code: string;
            readonly error_msg: string;
            readonly request_id: string;
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
            /** @description The connection. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Shown"];
                };
            };
        };
    };
    readonly updateVpnConnection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly project_id: string;
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
            /** @description The connection after the update. */
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
