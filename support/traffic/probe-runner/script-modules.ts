import { registerHooks } from 'node:module';

/** What `import` of a module gives. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** Makes the exports of a `k6` module for one virtual user; undefined if there is no such module. */
export type ModuleFactory = (specifier: string, user: number) => ModuleExports | undefined;

const scheme = 'probe-runner:';
const handover = Symbol.for('kindling.probe-runner.modules');

/**
 * Lets scripts import `k6` and its modules; `refuse` ends the run for what they cannot import. Modules whose URL has a `user` in its query belong to that virtual user, and
 * so do those they import: each has its own instance of the script, as in k6. Other modules are left alone.
 */
export function offerScriptModules(make: ModuleFactory, refuse: (what: string, instead?: string) => never): void {
  const made = new Map<string, ModuleExports>();
  Object.assign(globalThis, { [handover]: made });
  registerHooks({
    resolve(specifier, context, next) {
      const user = userOf(context.parentURL);
      if (user === undefined) return next(specifier, context);
      if (specifier === 'k6' || specifier.startsWith('k6/')) {
        const url = `${scheme}${specifier}?user=${user}`;
        const exports = make(specifier, Number(user));
        if (exports === undefined) return refuse(`module ${specifier}`);
        made.set(url, exports);
        return { url, format: 'module', shortCircuit: true };
      }
      if (!specifier.startsWith('.') && !specifier.startsWith('/') && !specifier.startsWith('file:')) {
        refuse(`import of ${specifier}`, 'k6 scripts import k6 modules and local files');
      }
      const resolved = next(specifier, context);
      return { ...resolved, url: `${resolved.url}?user=${user}` };
    },
    load(url, context, next) {
      const exports = made.get(url);
      if (exports === undefined) return next(url, context);
      return { format: 'module', source: source(url, exports), shortCircuit: true };
    },
  });
}

/** The URL under which a virtual user imports the script. */
export function scriptUrl(file: URL, user: number): string {
  return `${file.href}?user=${user}`;
}

function userOf(parent: string | undefined): string | undefined {
  return parent === undefined ? undefined : (URL.parse(parent)?.searchParams.get('user') ?? undefined);
}

function source(url: string, exports: ModuleExports): string {
  const names = Object.keys(exports).filter((name) => name !== 'default');
  return [
    `const made = globalThis[Symbol.for('kindling.probe-runner.modules')].get(${JSON.stringify(url)});`,
    'export default made;',
    names.length > 0 ? `export const { ${names.join(', ')} } = made;` : '',
  ].join('\n');
}
