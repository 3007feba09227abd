/** What a scenario has at its end. */
interface Parts {
  readonly traffic: AsyncDisposable | undefined;
  readonly undo: AsyncDisposable;
  /** Gives back its namespace and its port. */
  leave(): Promise<void>;
}

/** Ends traffic, undoes what is to be undone and leaves, in this order. Whatever fails, the rest is done. @throws what failed, then. */
export async function closeInOrder({ traffic, undo, leave }: Parts): Promise<void> {
  // What is put on the stack last goes first.
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(leave);
  cleanUp.use(undo);
  cleanUp.use(traffic);
}
