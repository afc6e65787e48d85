/** The system's clock, handed in where nobody gives another one. */
export const wallClock: {
  /** Milliseconds since 1970. */
  now(): number;
  today(): Date;
} = {
  now: () => Date.now(),
  today: () => new Date(),
};
