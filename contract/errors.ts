/** Something the user gave cannot be used: a flag, a target file, a contract. Exit code 2. */
export class ConfigurationError extends Error {
  readonly code: string;
  override readonly name = 'ConfigurationError';
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The target could not be reached or used at all. Exit code 3. */
export class TargetError extends Error {
  readonly code: string;
  override readonly name = 'TargetError';
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
