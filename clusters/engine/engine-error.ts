/** No engine can be had: what is wrong, and what a person does about it. The message says both. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** What is wrong, without a full stop. */
  readonly problem: string;
  /** What mends it, as a command to a person that begins with a verb in lower case. */
  readonly remedy: string;

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}. ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}
