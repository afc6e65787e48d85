// Written by `npm run generate`. Do not edit.

export interface paths {
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Shows a connection; what a driver polls. */
        readonly get: operations["describeVpnConnection"];
        readonly put?: never;
        /** Changes the configuration of an IPsec-VPN connection; runs in the background. */
        readonly post: operations["modifyVpnAttachmentAttribute"];
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
        readonly Form: {
            /** @description Tunnels of a dual-tunnel connection that change. */
            readonly TunnelOptionsSpecification?: readonly {
                /**
                 * @description The tunnel, by id.
                 * @example tun-0jod7plwf2a0o9lvu****
                 */
                readonly TunnelId?: string;
                /**
                 * @description Customer gateway of the tunnel.
                 * @example cgw-p0w2jemrcj5u61un8****
                 */
                readonly CustomerGatewayId?: string;
                /**
                 * @description The tunnel, by the order of creation.
                 * @example 1
                 */
                readonly TunnelIndex?: number;
                /** @example true */
                readonly EnableDpd?: boolean;
                /** @example true */
                readonly EnableNatTraversal?: boolean;
                readonly TunnelBgpConfig?: {
                    /**
                     * @default 45104
                     * @example 65530
                     */
                    readonly LocalAsn: number;
                    /**
                     * Format: ipv4
                     * @example 169.254.10.1
                     */
                    readonly LocalBgpIp?: string;
                    /**
                     * Format: ipv4-cidr
                     * @example 169.254.10.0/30
                     */
                    readonly TunnelCidr?: string;
                };
                readonly TunnelIkeConfig?: {
                    /**
                     * @example sha1
                     * @enum {string}
                     */
                    readonly IkeAuthAlg?: "md5" | "sha1" | "sha256" | "sha384" | "sha512";
                    /**
                     * @example aes
                     * @enum {string}
                     */
                    readonly IkeEncAlg?: "aes" | "aes192" | "aes256" | "des" | "3des";
                    /** @example 86400 */
                    readonly IkeLifetime?: number;
                    /**
                     * @example main
                     * @enum {string}
                     */
                    readonly IkeMode?: "main" | "aggressive";
                    /**
                     * @example group2
                     * @enum {string}
                     */
                    readonly IkePfs?: "group1" | "group2" | "group5" | "group14";
                    /**
                     * @example ikev2
                     * @enum {string}
                     */
                    readonly IkeVersion?: "ikev1" | "ikev2";
                    /** @example 47.XX.XX.1 */
                    readonly LocalId?: string;
                    /** @example 123456**** */
                    readonly Psk?: string;
                    /** @example 47.XX.XX.2 */
                    readonly RemoteId?: string;
                };
                readonly TunnelIpsecConfig?: {
                    /**
                     * @example sha1
                     * @enum {string}
                     */
                    readonly IpsecAuthAlg?: "md5" | "sha1" | "sha256" | "sha384" | "sha512";
                    /**
                     * @example aes
                     * @enum {string}
                     */
                    readonly IpsecEncAlg?: "aes" | "aes192" | "aes256" | "des" | "3des";
                    /** @example 86400 */
                    readonly IpsecLifetime?: number;
                    /**
                     * @example group2
                     * @enum {string}
                     */
                    readonly IpsecPfs?: "disabled" | "group1" | "group2" | "group5" | "group14";
                };
            }[];
        };
        readonly Connection: {
            /** @example vco-p0w5112fgnl2ihlmf**** */
            readonly VpnConnectionId: string;
            /** @example cgw-p0w2jemrcj5u61un8**** */
            readonly CustomerGatewayId?: string;
            /**
             * @description The VPN gateway, or vpn-not-exist where there is none.
             * @example vpn-p0wa1c1018pmeb6cu****
             * @example vpn-not-exist
             */
            readonly VpnGatewayId: string;
            /** @example nametest */
            readonly Name: string;
            /** @example desctest */
            readonly Description: string;
            /**
             * Format: ipv4-cidr-list
             * @example 10.1.1.0/24,10.1.2.0/24
             */
            readonly LocalSubnet: string;
            /**
             * Format: ipv4-cidr-list
             * @example 10.1.3.0/24,10.1.4.0/24
             */
            readonly RemoteSubnet: string;
            readonly IkeConfig?: {
                /** @example 1234*** */
                readonly Psk: string;
                /**
                 * @example ikev1
                 * @enum {string}
                 */
                readonly IkeVersion: "ikev1" | "ikev2";
                /**
                 * @example main
                 * @enum {string}
                 */
                readonly IkeMode: "main" | "aggressive";
                /** @example aes */
                readonly IkeEncAlg: string;
                /** @example sha1 */
                readonly IkeAuthAlg: string;
                /** @example group2 */
                readonly IkePfs: string;
                /** @example 86400 */
                readonly IkeLifetime: number;
                /** @example 47.XX.XX.1 */
                readonly LocalId: string;
                /** @example 47.XX.XX.2 */
                readonly RemoteId: string;
            };
            readonly IpsecConfig?: {
                /** @example aes */
                readonly IpsecEncAlg: string;
                /** @example md5 */
                readonly IpsecAuthAlg: string;
                /** @example group2 */
                readonly IpsecPfs: string;
                /** @example 86400 */
                readonly IpsecLifetime: number;
            };
            /**
             * @description Milliseconds since 1970; the bounds tell them from seconds and microseconds (2001 to 2286).
             * @example 1658201810000
             */
            readonly CreateTime: number;
            /** @example false */
            readonly EffectImmediately: boolean;
            /**
             * @description How far negotiation has come.
             * @example ike_sa_not_established
             * @enum {string}
             */
            readonly Status: "ike_sa_not_established" | "ike_sa_established" | "ipsec_sa_not_established" | "ipsec_sa_established";
            readonly VcoHealthCheck?: {
                /**
                 * @example true
                 * @enum {string}
                 */
                readonly Enable: "true" | "false";
                /**
                 * Format: ipv4
                 * @example 10.1.1.1
                 */
                readonly Sip: string;
                /**
                 * Format: ipv4
                 * @example 192.168.1.1
                 */
                readonly Dip: string;
                /** @example 3 */
                readonly Interval: number;
                /** @example 3 */
                readonly Retry: number;
                /**
                 * @example revoke_route
                 * @enum {string}
                 */
                readonly Policy: "revoke_route" | "reserve_route";
            };
            /** @example true */
            readonly EnableDpd?: boolean;
            /** @example true */
            readonly EnableNatTraversal?: boolean;
            readonly VpnBgpConfig?: {
                /**
                 * @example true
                 * @enum {string}
                 */
                readonly EnableBgp: "true" | "false";
                /**
                 * Format: ipv4-cidr
                 * @example 169.254.11.0/30
                 */
                readonly TunnelCidr: string;
                /**
                 * Format: ipv4
                 * @example 169.254.11.1
                 */
                readonly LocalBgpIp: string;
                /**
                 * Format: ipv4
                 * @example 169.254.11.2
                 */
                readonly PeerBgpIp: string;
                /** @example 45104 */
                readonly LocalAsn: number;
                /** @example 65535 */
                readonly PeerAsn: number;
                /**
                 * @description State of the BGP session.
                 * @example false
                 * @enum {string}
                 */
                readonly Status: "success" | "false";
            };
            /**
             * @description What the connection is associated with.
             * @example CEN
             * @enum {string}
             */
            readonly AttachType: "CEN" | "VPNGW" | "NO_ASSOCIATED";
            /**
             * @example public
             * @enum {string}
             */
            readonly NetworkType: "public" | "private";
            /**
             * @description The CEN instance of the transit router.
             * @example cen-c2r3m3zxkumoqz****
             */
            readonly AttachInstanceId?: string;
            /**
             * @description Bandwidth, M for Mbit/s.
             * @example 1000M
             */
            readonly Spec: string;
            /** @example rg-acfmzs372yg**** */
            readonly ResourceGroupId: string;
            readonly TunnelOptionsSpecification?: readonly {
                /** @example cgw-p0w2jemrcj5u61un8**** */
                readonly CustomerGatewayId: string;
                /** @example true */
                readonly EnableDpd: boolean;
                /** @example true */
                readonly EnableNatTraversal: boolean;
                /**
                 * Format: ipv4
                 * @description Address of the tunnel on the cloud side.
                 * @example 47.XX.XX.66
                 */
                readonly InternetIp: string;
                /**
                 * @example master
                 * @enum {string}
                 */
                readonly Role: "master" | "slave";
                /** @example tun-0jod7plwf2a0o9lvu**** */
                readonly TunnelId: string;
                /**
                 * @example 1
                 * @enum {integer}
                 */
                readonly TunnelIndex: 1 | 2;
                /**
                 * @example active
                 * @enum {string}
                 */
                readonly State: "active" | "updating" | "deleting";
                readonly TunnelBgpConfig: {
                    /** @example 65530 */
                    readonly LocalAsn: number;
                    /**
                     * Format: ipv4
                     * @example 169.254.10.1
                     */
                    readonly LocalBgpIp: string;
                    /** @example 65531 */
                    readonly PeerAsn: number;
                    /**
                     * Format: ipv4
                     * @example 169.254.10.2
                     */
                    readonly PeerBgpIp: string;
                    /**
                     * Format: ipv4-cidr
                     * @example 169.254.10.0/30
                     */
                    readonly TunnelCidr: string;
                };
                readonly TunnelIkeConfig: {
                    /** @example sha1 */
                    readonly IkeAuthAlg: string;
                    /** @example aes */
                    readonly IkeEncAlg: string;
                    /** @example 86400 */
                    readonly IkeLifetime: number;
                    /**
                     * @example main
                     * @enum {string}
                     */
                    readonly IkeMode: "main" | "aggressive";
                    /** @example group2 */
                    readonly IkePfs: string;
                    /** @example ikev2 */
                    readonly IkeVersion: string;
                    /** @example 47.XX.XX.1 */
                    readonly LocalId: string;
                    /** @example 123456**** */
                    readonly Psk: string;
                    /** @example 47.XX.XX.2 */
                    readonly RemoteId: string;
                };
                readonly TunnelIpsecConfig: {
                    /** @example sha1 */
                    readonly IpsecAuthAlg: string;
                    /** @example aes */
                    readonly IpsecEncAlg: string;
                    /** @example 86400 */
                    readonly IpsecLifetime: number;
                    /** @example group2 */
                    readonly IpsecPfs: string;
                };
            }[];
            /** @example false */
            readonly EnableTunnelsBgp?: boolean;
            /** @example 35822A84-867F-3936-A2E6-A4C4E3ED11C0 */
            readonly RequestId: string;
        };
        readonly Error: {
            readonly RequestId?: string;
            readonly HostId?: string;
            readonly Code: string;
            readonly Message: string;
            readonly Recommend?: string;
        };
        readonly Described: {
            readonly RequestId: string;
            readonly VpnConnectionId: string;
            readonly State: string;
            readonly CustomerGatewayId?: string;
            readonly Name?: string;
            readonly LocalSubnet?: string;
            readonly RemoteSubnet?: string;
            readonly EffectImmediately?: boolean;
            readonly EnableDpd?: boolean;
            readonly EnableNatTraversal?: boolean;
            readonly NetworkType?: string;
            readonly AttachType?: string;
            readonly RemoteCaCertificate?: string;
            readonly EnableTunnelsBgp?: boolean;
            readonly IkeConfig?: {
                readonly Psk?: string;
                readonly IkeVersion?: string;
                readonly IkeMode?: string;
                readonly IkeEncAlg?: string;
                readonly IkeAuthAlg?: string;
                readonly IkePfs?: string;
                readonly IkeLifetime?: number;
                readonly LocalId?: string;
                readonly RemoteId?: string;
            };
            readonly IpsecConfig?: {
                readonly IpsecEncAlg?: string;
                readonly IpsecAuthAlg?: string;
                readonly IpsecPfs?: string;
                readonly IpsecLifetime?: number;
            };
            readonly VcoHealthCheck?: {
                readonly Enable?: string;
                readonly Sip?: string;
                readonly Dip?: string;
                readonly Interval?: number;
                readonly Retry?: number;
                readonly Policy?: string;
            };
            readonly VpnBgpConfig?: {
                readonly EnableBgp?: string;
                readonly TunnelCidr?: string;
                readonly LocalBgpIp?: string;
                readonly LocalAsn?: number | string;
            };
            readonly TunnelOptionsSpecification?: {
                readonly TunnelOptions?: readonly {
                    readonly CustomerGatewayId?: string;
                    readonly TunnelId?: string;
                    readonly InternetIp?: string;
                    readonly Role?: string;
                    readonly TunnelIndex?: number;
                    readonly EnableDpd?: string | boolean;
                    readonly EnableNatTraversal?: string | boolean;
                    readonly TunnelBgpConfig?: {
                        readonly LocalAsn?: string | number;
                        readonly LocalBgpIp?: string;
                        readonly TunnelCidr?: string;
                    };
                    readonly TunnelIkeConfig?: {
                        readonly IkeAuthAlg?: string;
                        readonly IkeEncAlg?: string;
                        readonly IkeLifetime?: string | number;
                        readonly IkeMode?: string;
                        readonly IkePfs?: string;
                        readonly IkeVersion?: string;
                        readonly LocalId?: string;
                        readonly Psk?: string;
                        readonly RemoteId?: string;
                    };
                    readonly TunnelIpsecConfig?: {
                        readonly IpsecAuthAlg?: string;
                        readonly IpsecEncAlg?: string;
                        readonly IpsecLifetime?: string | number;
                        readonly IpsecPfs?: string;
                    };
                }[];
            };
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
    readonly describeVpnConnection: {
        readonly parameters: {
            readonly query: {
                readonly RegionId: string;
                readonly VpnConnectionId: string;
            };
            readonly header?: never;
            readonly path?: never;
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
                    readonly "application/json": components["schemas"]["Described"];
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
    readonly modifyVpnAttachmentAttribute: {
        readonly parameters: {
            readonly query: {
                /** @description Region of the connection. */
                readonly RegionId: string;
                /** @description The connection to change. */
                readonly VpnConnectionId: string;
                /** @description New name. */
                readonly Name?: string;
                /** @description Blocks on the VPC side, comma-separated, for phase 2. */
                readonly LocalSubnet?: string;
                /** @description Blocks on the data centre side, comma-separated, for phase 2. */
                readonly RemoteSubnet?: string;
                /** @description Whether negotiation starts at once or with the first inbound traffic. */
                readonly EffectImmediately?: boolean;
                /** @description Phase 1 settings of a single-tunnel connection, as JSON text. */
                readonly IkeConfig?: string;
                /** @description Phase 2 settings of a single-tunnel connection, as JSON text. */
                readonly IpsecConfig?: string;
                /** @description BGP settings of a single-tunnel connection, as JSON text. */
                readonly BgpConfig?: string;
                /** @description Health check of a single-tunnel connection, as JSON text. */
                readonly HealthCheckConfig?: string;
                /** @description Whether routes are configured automatically. No answer shows it. */
                readonly AutoConfigRoute?: boolean;
                /** @description Dead peer detection of a single-tunnel connection. */
                readonly EnableDpd?: boolean;
                /** @description NAT traversal of a single-tunnel connection. */
                readonly EnableNatTraversal?: boolean;
                /** @description Certificate of the peer's authority, for ShangMi gateways. */
                readonly RemoteCaCert?: string;
                /** @description Makes a repeated request harmless. */
                readonly ClientToken?: string;
                /** @description Whether the encrypted connection runs over the Internet or over private networks. */
                readonly NetworkType?: "public" | "private";
                /** @description Customer gateway of a single-tunnel connection. */
                readonly CustomerGatewayId?: string;
                /** @description BGP on the tunnels of a dual-tunnel connection. */
                readonly EnableTunnelsBgp?: boolean;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": components["schemas"]["Form"];
            };
        };
        readonly responses: {
            /** @description The change was taken on; the connection as the service knows it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Connection"];
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

/** Query parameters of the update. */
export type QueryParameters = NonNullable<operations["modifyVpnAttachmentAttribute"]["parameters"]["query"]>;

/** Body of the update. */
export type RequestBody = NonNullable<operations["modifyVpnAttachmentAttribute"]["requestBody"]>["content"]["application/x-www-form-urlencoded"];

/** Body of the answer to an accepted update. */
export type Answer = NonNullable<operations["modifyVpnAttachmentAttribute"]["responses"][200]>["content"]["application/json"];

/** Body of the answer to a refused update. */
export type Refusal = NonNullable<operations["modifyVpnAttachmentAttribute"]["responses"]["default"]>["content"]["application/json"];

/** The resource as the read-back shows it. */
export type ReadBack = NonNullable<operations["describeVpnConnection"]["responses"][200]>["content"]["application/json"];
