// Written by `npm run generate`. Do not edit.

export interface paths {
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Shows one VPN gateway. */
        readonly get: operations["DescribeVpnGateway"];
        readonly put?: never;
        /** Updates one enhanced VPN gateway. */
        readonly post: operations["UpdateEnhancedVpnGateway"];
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
        /** @description The returned data. */
        readonly Gateway: {
            /**
             * @description Kind of gateway; Normal unless something else is said.
             * @default Normal
             * @example Normal
             */
            readonly VpnType: string;
            /**
             * @description State of the gateway.
             * @example active
             * @enum {string}
             */
            readonly Status: "init" | "provisioning" | "active" | "updating" | "deleting";
            /**
             * @description VPC of the gateway.
             * @example vpc-bp1ub1yt9cvakoel****
             */
            readonly VpcId: string;
            /**
             * @description Unix time of creation in milliseconds; the bounds tell milliseconds from seconds and microseconds.
             * @example 1492753580000
             */
            readonly CreateTime: number;
            /**
             * @description Whether routes are propagated automatically.
             * @example true
             */
            readonly AutoPropagate: boolean;
            /**
             * @description The gateway.
             * @example vpn-bp1q8bgx4xnkm2ogj****
             */
            readonly VpnGatewayId: string;
            /**
             * @description JSON text with the features of the gateway.
             * @example {"VpnEnableBgp": true}
             */
            readonly Tag: string;
            /**
             * @description vSwitch of the gateway.
             * @example vsw-bp1y9ovl1cu9ou4tv****
             */
            readonly VSwitchId: string;
            /**
             * @description Id of the request.
             * @example 54B48E3D-DF70-471B-AA93-08E683A1B457
             */
            readonly RequestId: string;
            /**
             * @description Whether BGP is on.
             * @example true
             */
            readonly EnableBgp: boolean;
            /**
             * @description Name of the gateway.
             * @example test
             */
            readonly Name: string;
            /**
             * @description Description of the gateway.
             * @example test
             */
            readonly Description: string;
            /** @description Wrapper of the tag list. */
            readonly Tags: {
                /** @description Tags of the gateway. */
                readonly Tag: readonly {
                    /**
                     * @description Key of the tag.
                     * @example key1
                     */
                    readonly Key: string;
                    /**
                     * @description Value of the tag.
                     * @example val1
                     */
                    readonly Value: string;
                }[];
            };
            /**
             * @description Network of the gateway.
             * @default public
             * @example public
             * @enum {string}
             */
            readonly NetworkType: "public";
            /**
             * @description Second vSwitch of the gateway.
             * @example vsw-p0w95ql6tmr2ludkt****
             */
            readonly DisasterRecoveryVSwitchId: string;
            /**
             * @description Resource group of the gateway.
             * @example rg-acfmzs372yg****
             */
            readonly ResourceGroupId: string;
            /** @description Wrapper of the list of network interfaces. */
            readonly EniInstanceIds: {
                /** @description Ids of the network interfaces. */
                readonly EniInstanceId: readonly string[];
            };
            /**
             * @description Product line of the gateway.
             * @example Enhanced.SiteToSite
             * @enum {string}
             */
            readonly GatewayType: "Enhanced.SiteToSite";
        };
        readonly Description: {
            readonly RequestId?: string;
            readonly VpnGatewayId?: string;
            /** @enum {string} */
            readonly Status: "init" | "provisioning" | "active" | "updating" | "deleting";
            readonly Name?: string;
            readonly Description?: string;
            readonly AutoPropagate?: boolean;
            readonly VpcId?: string;
            readonly GatewayType?: string;
            readonly VpnType?: string;
            readonly VSwitchId?: string;
            readonly DisasterRecoveryVSwitchId?: string;
            readonly CreateTime?: number;
            readonly NetworkType?: string;
            readonly ResourceGroupId?: string;
            readonly EnableBgp?: boolean;
            readonly Tag?: string;
            readonly Tags?: {
                readonly Tag?: readonly {
                    readonly Key?: string;
                    readonly Value?: string;
                }[];
            };
            readonly EniInstanceIds?: {
                readonly EniInstanceId?: readonly string[];
            };
        };
        readonly Error: {
            /** @description Error code. */
            readonly Code: string;
            /** @description Error message. */
            readonly Message: string;
            /** @description Id of the request. */
            readonly RequestId?: string;
            /** @description Host that answered. */
            readonly HostId?: string;
            /** @description Link to troubleshooting. */
            readonly Recommend?: string;
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
    readonly DescribeVpnGateway: {
        readonly parameters: {
            readonly query: {
                readonly RegionId: string;
                readonly VpnGatewayId: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The gateway and its state. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Description"];
                };
            };
        };
    };
    readonly UpdateEnhancedVpnGateway: {
        readonly parameters: {
            readonly query: {
                readonly RegionId: string;
                readonly ClientToken?: string;
                readonly VpnGatewayId: string;
                readonly Name?: string;
                readonly Description?: string;
                readonly AutoPropagate?: boolean;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The gateway; the update goes on in the background. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Gateway"];
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
export type QueryParameters = NonNullable<operations["UpdateEnhancedVpnGateway"]["parameters"]["query"]>;

/** Body of the answer to an accepted update. */
export type Answer = NonNullable<operations["UpdateEnhancedVpnGateway"]["responses"][200]>["content"]["application/json"];

/** Body of the answer to a refused update. */
export type Refusal = NonNullable<operations["UpdateEnhancedVpnGateway"]["responses"]["default"]>["content"]["application/json"];

/** The resource as the read-back shows it. */
export type ReadBack = NonNullable<operations["DescribeVpnGateway"]["responses"][200]>["content"]["application/json"];
