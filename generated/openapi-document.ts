// Written by `npm run generate`. Do not edit.

/**
 * Error codes that ask to come again later, whatever the status; a trailing * stands for any rest.
 */
export type Codes = string[];
/**
 * Error codes that say that another task is under way.
 */
export type Codes1 = string[];
/**
 * Codes of a wrong or expired key, secret or token.
 */
export type Codes2 = string[];
/**
 * Codes of credentials that may not do this.
 */
export type Codes3 = string[];
/**
 * Codes of a clock that is wrong.
 */
export type Codes4 = string[];
/**
 * Pointers to the code in the envelopes of whatever stands in front of the service.
 */
export type Codes5 = string[];
export type Parameters = {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  deprecated?: boolean;
  schema: {};
  example?: unknown;
  examples?: unknown;
}[];

/**
 * What a contract's openapi.yaml may hold around its schemas (those: schema-node.schema.json). Legal OpenAPI that this kit does not read is refused rather than passed over.
 */
export interface OpenapiDocument {
  openapi: string;
  info: {
    title: string;
    version: string;
  };
  jsonSchemaDialect?: string;
  servers?: unknown[];
  security?: unknown[];
  tags?: unknown[];
  externalDocs?: {};
  'x-contract': {
    /**
     * First part of the contract's id; the folder's name.
     */
    vendor: string;
    /**
     * Second part of the contract's id; the folder's name.
     */
    operation: string;
    /**
     * Title of the document, without its revision.
     */
    document: string;
    /**
     * Who speaks the wire format, with options that the driver reads.
     */
    driver: {
      name: string;
      [k: string]: string;
    };
    /**
     * Pointer to the error code in the body of a refusal.
     */
    errorCode: string;
    throttling?: Codes;
    busy?: Codes1;
    /**
     * How credentials are refused.
     */
    credentials?: {
      refused?: Codes2;
      permission?: Codes3;
      clock?: Codes4;
      codeAt?: Codes5;
    };
    /**
     * How the service answers where its document prints nothing; known from clients. The reference answers so, and no check asserts it.
     */
    answers?: {
      /**
       * Header in which every answer carries the id of its request.
       */
      requestIdHeader?: string;
      /**
       * Code of an invalid request.
       */
      invalid?: string;
      /**
       * Code of a body that cannot be read; default: that of an invalid request.
       */
      malformed?: string;
      /**
       * Code of a missing parameter; default: that of an invalid request.
       */
      missing?: string;
      /**
       * Code of a resource that does not exist.
       */
      notFound?: string;
      /**
       * What optional texts of a refusal's body hold, by pointer; default: the message.
       */
      texts?: {
        [k: string]: string;
      };
      /**
       * What a path or an action gets that the service does not have.
       */
      unserved?: {
        status: number;
        code: string;
        message: string;
      };
    };
  };
  paths: {
    [k: string]: {
      summary?: string;
      description?: string;
      servers?: unknown[];
      get?: Operation;
      put?: Operation;
      post?: Operation;
      patch?: Operation;
      delete?: Operation;
    };
  };
  components?: {
    schemas?: {};
    parameters?: {};
    requestBodies?: {};
    responses?: {};
    headers?: {};
    examples?: {};
    securitySchemes?: {};
  };
}
export interface Operation {
  operationId: string;
  /**
   * update: the operation under test; read-back: the one that shows the resource.
   */
  'x-role': 'update' | 'read-back';
  /**
   * Read-backs that answer a list: the resource is the entry of `list` whose `key` equals the request's `member`.
   */
  'x-resource'?: {
    list: string;
    key: string;
    member: string;
  };
  summary?: string;
  description?: string;
  tags?: unknown[];
  externalDocs?: {};
  deprecated?: boolean;
  security?: unknown[];
  servers?: unknown[];
  parameters?: Parameters;
  requestBody?: {
    description?: string;
    required?: boolean;
    content: Content;
  };
  responses: {
    [k: string]: {
      description: string;
      /**
       * Where the document tells of the answer; SDK: … where only clients do.
       */
      'x-source'?: string;
      /**
       * What the status of success rests on, where no sentence states it. unprinted (or the key 2XX): the document prints none, and any 2xx is right.
       */
      'x-status'?: 'shown' | 'known' | 'unprinted';
      headers?: {
        [k: string]: {
          description?: string;
          required?: boolean;
          deprecated?: boolean;
          schema: {};
        };
      };
      content?: Content;
    };
  };
}
/**
 * One media type: which of several is sent or answered, no contract can say.
 */
export interface Content {
  [k: string]: {
    schema?: {};
    example?: unknown;
    examples?: {};
  };
}
