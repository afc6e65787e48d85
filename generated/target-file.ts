// Written by `npm run generate`. Do not edit.

/**
 * What is tested: an implementation, where it answers, and the resources on it that requests may be sent to.
 */
export interface TargetFile {
  $schema?: string;
  /**
   * The implementation, as the report names it.
   */
  name: string;
  version?: string;
  /**
   * Where it answers, e.g. http://127.0.0.1:8080.
   */
  baseUrl: string;
  /**
   * How long to wait for one answer, in milliseconds; default 10000.
   */
  timeoutMs?: number;
  /**
   * How long to wait for an accepted update to settle, in milliseconds; default 30000.
   */
  settleMs?: number;
  /**
   * The operations it implements, by contract id such as huawei.update-vpn-connection.
   */
  operations: {
    [k: string]: {
      /**
       * Where this operation answers, if elsewhere.
       */
      baseUrl?: string;
      /**
       * @minItems 1
       */
      fixtures: FixtureEntry[];
    };
  };
}
/**
 * A resource on the target that requests may be sent to, and that they may change.
 */
export interface FixtureEntry {
  /**
   * A name of your own.
   */
  id: string;
  /**
   * What is true of it; `vpn-conformance list --operation ID` prints the words.
   */
  traits: string[];
  /**
   * Its ids and those of things beside it, by request member; a list where several are at hand.
   */
  values: {
    [k: string]: string | string[];
  };
}
