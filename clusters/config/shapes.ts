import { InvalidConfig } from './invalid-config.ts';

/** Reads a value of one shape. @throws InvalidConfig with the path when the value is of another. */
export type Shape<T> = (value: unknown, path: string) => T;

/** What a `record` of shapes reads; fields that the value lacks are missing in it. */
export type Fields<T> = { readonly [K in keyof T]?: T[K] extends Shape<infer V> ? V : never };

/** One of these values. */
export function oneOf<T extends string | number>(values: readonly T[]): Shape<T> {
  return (value, path) => {
    if (values.includes(value as T)) return value as T;
    throw new InvalidConfig(path, value, `one of ${values.map((each) => JSON.stringify(each)).join(', ')}`);
  };
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): Shape<number> {
  return (value, path) => {
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    throw new InvalidConfig(path, value, `a whole number from ${least} to ${most}`);
  };
}

/** true or false, as YAML has them. */
export const yesOrNo: Shape<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new InvalidConfig(path, value, 'true or false');
};

/** A text that `accepts` accepts. @param wanted says which texts those are. */
export function textThat(wanted: string, accepts: (text: string) => boolean = (text) => text !== ''): Shape<string> {
  return (value, path) => {
    if (typeof value === 'string' && accepts(value)) return value;
    throw new InvalidConfig(path, value, wanted);
  };
}

/** A list of values of one shape. */
export function listOf<T>(shape: Shape<T>, wanted: string): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new InvalidConfig(path, value, wanted);
    return value.map((each, index) => shape(each, `${path}[${index}]`));
  };
}

/** A map of any fields. */
export const anyFields: Shape<Record<string, unknown>> = (value, path) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidConfig(path, value, 'a map of fields');
};

/** A map whose keys all have one shape and whose values have one. */
export function mapOf<T>(key: Shape<string>, shape: Shape<T>): Shape<Record<string, T>> {
  return (value, path) => {
    const entries = Object.entries(anyFields(value, path));
    // A name is wrong where the map is: errors about it show the name.
    return Object.fromEntries(
      entries.map(([name, each]) => [key(name, `a name in ${path}`), shape(each, below(path, name))]),
    );
  };
}

/** A map of these fields, each of which may be missing. A field that is not among them is an error: it would do nothing. */
export function record<T extends Readonly<Record<string, Shape<unknown>>>>(shapes: T): Shape<Fields<T>> {
  return (value, path) => {
    const entries = Object.entries(anyFields(value, path)).map(([name, each]) => {
      const shape = shapes[name];
      if (shape === undefined) {
        throw new InvalidConfig(
          `a name in ${path === '' ? 'the configuration' : path}`,
          name,
          `one of ${Object.keys(shapes).join(', ')}`,
        );
      }
      return [name, shape(each, below(path, name))];
    });
    return Object.fromEntries(entries) as Fields<T>;
  };
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
