/** What became of one request. Values are left out: they may be keys. */
export interface LoggedRequest {
  /** Counts from 1. */
  readonly number: number;
  /** ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Contract id; absent: it was for none. */
  readonly operation?: string;
  readonly role?: 'update' | 'read-back';
  /** Id of the resource addressed. */
  readonly fixture?: string;
  /** Names of the members it had. */
  readonly members: readonly string[];
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Error code of the answer. */
  readonly code?: string;
  /** Ids of the clauses that it breaks under every reading. */
  readonly breaks: readonly string[];
  /** Ids of the clauses that it breaks under some readings only. */
  readonly disputed: readonly string[];
  /** Set where a fault was struck. */
  readonly fault?: true;
}

const longest = 1000;

/** The last thousand requests. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #count = 0;

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  add(entry: Omit<LoggedRequest, 'number'>): LoggedRequest {
    this.#count += 1;
    const numbered = { number: this.#count, ...entry };
    this.#entries.push(numbered);
    if (this.#entries.length > longest) this.#entries.shift();
    return numbered;
  }

  clear(): void {
    this.#count = 0;
    this.#entries = [];
  }
}
