import { runGo } from './go-toolchain.ts';

/** The parts of a go.mod that Kindling reads, as `go mod edit -json` names them. */
export interface GoMod {
  /** The Go release that the module asks for, e.g. `1.26.0`. */
  readonly Go: string;
  /** `go help mod edit` (1.26) calls it Godebug. */
  readonly GoDebug?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Replace?: readonly {
    readonly Old: { readonly Path: string };
    readonly New: { readonly Path: string; readonly Version?: string };
  }[];
}

/** Downloads a module, `path@version`, into Kindling's module cache. @returns the path of its go.mod. */
export async function downloadModule(module: string, signal: AbortSignal): Promise<string> {
  const { GoMod } = JSON.parse(await runGo(['mod', 'download', '-json', module], signal)) as { GoMod: string };
  return GoMod;
}

/** Reads a go.mod file. */
export async function readGoMod(file: string, signal: AbortSignal): Promise<GoMod> {
  return JSON.parse(await runGo(['mod', 'edit', '-json', file], signal)) as GoMod;
}

/** Completes go.mod and go.sum of the module in a folder by what its sources import. */
export async function goModTidy(folder: string, signal: AbortSignal): Promise<void> {
  await runGo(['mod', 'tidy'], signal, { cwd: folder });
}
