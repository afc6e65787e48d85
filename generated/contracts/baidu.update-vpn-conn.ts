// Written by `npm run generate`. Do not edit.

export interface paths {
    readonly "/v{version}/vpn/vpnconn/{vpnConnId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Changes the configuration of a VPN tunnel. */
        readonly put: operations["updateVpnConn"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/vpn/vpnconn/{vpnId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the tunnels of a VPN gateway. */
        readonly get: operations["listVpnConns"];
        readonly put?: never;
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
            /**
             * @description The gateway that the tunnel belongs to.
             * @example vpn-s1bpb19cmd8n
             */
            readonly vpnId: string;
            /**
             * @description Pre-shared key with letters, digits and symbols.
             * @example ddd22@www
             */
            readonly secretKey: string;
            /** @description Local networks. */
            readonly localSubnets: readonly string[];
            /**
             * Format: ipv4
             * @description Address of the VPN gateway at the other end.
             * @example 10.107.245.188
             */
            readonly remoteIp: string;
            /** @description Networks at the other end. */
            readonly remoteSubnets: readonly string[];
            /**
             * @description Free text.
             * @example 111
             */
            readonly description?: string;
            /**
             * @description Name of the tunnel.
             * @example vpncon
             */
            readonly vpnConnName: string;
            /** @description IKE settings; the page that lists the members is missing, the values are those of the sample. */
            readonly ikeConfig: {
                /** @description IKE version. */
                readonly ikeVersion?: string;
                /** @description Negotiation mode. */
                readonly ikeMode?: string;
                /** @description Encryption algorithm. */
                readonly ikeEncAlg?: string;
                /** @description Authentication algorithm. */
                readonly ikeAuthAlg?: string;
                /** @description DH group. */
                readonly ikePfs?: string;
                /** @description Lifetime of the IKE association. */
                readonly ikeLifeTime?: number;
            };
            /** @description IPsec settings; the page that lists the members is missing, the values are those of the sample. */
            readonly ipsecConfig: {
                /** @description Encryption algorithm. */
                readonly ipsecEncAlg?: string;
                /** @description Authentication algorithm. */
                readonly ipsecAuthAlg?: string;
                /** @description DH group. */
                readonly ipsecPfs?: string;
                /** @description Lifetime of the IPsec association. */
                readonly ipsecLifetime?: number;
            };
        };
        readonly Tunnels: {
            readonly vpnConns: readonly {
                readonly vpnId?: string;
                readonly vpnConnId: string;
                readonly vpnConnName?: string;
                readonly localIp?: string;
                readonly secretKey?: string;
                readonly localSubnets?: readonly string[];
                readonly cgwId?: string;
                readonly remoteIp?: string;
                readonly remoteSubnets?: readonly string[];
                readonly description?: string;
                /** @description State of the tunnel; changes by itself. */
                readonly status?: string;
                /** @description Reachability of the other end; changes by itself. */
                readonly healthStatus?: string;
                readonly createdTime?: string;
                readonly ikeConfig?: {
                    /** @description Comes back with its unit. */
                    readonly ikeLifeTime?: string | number;
                    readonly ikeVersion?: string;
                    readonly ikeMode?: string;
                    readonly ikeEncAlg?: string;
                    readonly ikeAuthAlg?: string;
                    readonly ikePfs?: string;
                };
                readonly ipsecConfig?: {
                    /** @description Comes back with its unit. */
                    readonly ipsecLifetime?: string | number;
                    readonly ipsecEncAlg?: string;
                    readonly ipsecAuthAlg?: string;
                    readonly ipsecPfs?: string;
                };
            }[];
        };
        readonly Error: {
            /** @description Error code. */
            readonly code: string;
            /** @description Error message. */
            readonly message: string;
            /** @description Id of the request. */
            readonly requestId?: string;
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
    readonly updateVpnConn: {
        readonly parameters: {
            readonly query?: {
                readonly clientToken?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly version: string;
                readonly vpnConnId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Update"];
            };
        };
        readonly responses: {
            /** @description Updated; the answer has no body. */
            readonly 200: {
                headers: {
                    readonly "x-bce-request-id": string;
                    readonly [name: string]: unknown;
                };
                content?: never;
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
    readonly listVpnConns: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly vpnId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The tunnels of the gateway. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tunnels"];
                };
            };
        };
    };
}

/** Path parameters of the update. */
export type PathParameters = operations["updateVpnConn"]["parameters"]["path"];

/** Query parameters of the update. */
export type QueryParameters = NonNullable<operations["updateVpnConn"]["parameters"]["query"]>;

/** Body of the update. */
export type RequestBody = NonNullable<operations["updateVpnConn"]["requestBody"]>["content"]["application/json"];

/** Body of the answer to an accepted update. */
export type Answer = undefined;

/** Body of the answer to a refused update. */
export type Refusal = NonNullable<operations["updateVpnConn"]["responses"]["default"]>["content"]["application/json"];

/** The resource as the read-back shows it. */
export type ReadBack = NonNullable<operations["listVpnConns"]["responses"][200]>["content"]["application/json"];
