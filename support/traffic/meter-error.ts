/** The meter did not work: never a statement about the Service that it measured. */
export class MeterError extends Error {
  override readonly name = 'MeterError';
}
