/** A step as Cucumber knows it, as far as its parameters are concerned. */
export interface Matched {
  readonly expression: {
    match(text: string):
      | readonly {
          readonly group: { readonly value: string | null };
          readonly parameterType: { readonly name: string | undefined };
        }[]
      | null;
  };
}

/** What scenarios say first for each type of parameter: for `pods` "1 pod of deployment/rng". Placeholders of outlines say nothing. */
export function sampleArguments(steps: readonly Matched[], texts: readonly string[]): ReadonlyMap<string, string> {
  const samples = new Map<string, string>();
  for (const text of texts) {
    for (const { expression } of steps) {
      for (const { group, parameterType } of expression.match(text) ?? []) {
        const { name = '' } = parameterType;
        if (group.value !== null && !group.value.includes('<') && !samples.has(name)) samples.set(name, group.value);
      }
    }
  }
  return samples;
}

/** A Cucumber expression with a sample for every parameter; undefined when one of them has none. */
export function withSamples(pattern: string, samples: ReadonlyMap<string, string>): string | undefined {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (!names.every((name) => samples.has(name))) return undefined;
  return pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => samples.get(name) ?? '');
}
