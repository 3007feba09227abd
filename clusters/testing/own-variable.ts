import type { TestContext } from 'node:test';

/** Gives this process a variable, or takes it away, until the test ends. */
export function ownVariable(context: TestContext, name: string, value: string | undefined): void {
  const before = process.env[name];
  set(name, value);
  context.after(() => set(name, before));
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
