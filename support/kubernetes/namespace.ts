import { RUN_LABEL } from '../../clusters/kind/labels.ts';
import type { KubernetesClient, RawApi } from './client.ts';
import { isConflict, isNotFound } from './errors.ts';
import { collectionPath, objectPath } from './kinds.ts';
import type { RawObject } from './raw-object.ts';
import { untilWatched } from './until-watched.ts';

/** The label that says which scenario a namespace belongs to. */
const SCENARIO_LABEL = 'kindling.dev/scenario';

/** A namespace that was created here. The uid keeps us from ever deleting another of the same name. */
export interface Namespace {
  readonly name: string;
  readonly uid: string;
}

/** How to wait, and whose signal ends it. */
export interface NamespaceOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * Creates a scenario's namespace and waits (by default 30 s) until pods can be created in it, which they cannot before
 * the controller manager has made the ServiceAccount `default`
 * (https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller).
 * The namespace exists when this throws after creating it: register its name for removal before calling.
 * @param of `run` and `scenario` become label values: at most 63 letters, digits, `-`, `_` and `.`.
 * @throws KubernetesError, with reason `AlreadyExists` when the name is taken.
 */
export async function createNamespace(
  client: KubernetesClient,
  of: { readonly name: string; readonly run: string; readonly scenario: string },
  { signal, timeoutMs = 30_000 }: NamespaceOptions,
): Promise<Namespace> {
  const { metadata } = await client.raw<RawObject>('POST', collectionPath('Namespace'), {
    signal,
    body: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: of.name, labels: { [RUN_LABEL]: of.run, [SCENARIO_LABEL]: of.scenario } },
    },
  });
  await untilWatched(
    client,
    { kind: 'ServiceAccount', namespace: of.name, name: 'default', signal, timeoutMs },
    (account) => account !== undefined,
    () =>
      `namespace ${of.name} still has no ServiceAccount default, without which no pod can be created in it; ` +
      'kube-controller-manager makes it: look whether that runs (kubectl -n kube-system get pods)',
  );
  return { name: of.name, uid: metadata.uid };
}

/**
 * Asks for a namespace's deletion and returns; the cluster removes what is in it in the background.
 * One that is gone already, or whose name belongs to another by now, is left alone. Calling twice does no harm.
 * @param namespace without a uid, which is for a creation that failed half way, the name alone decides.
 * @throws KubernetesError when the server refuses or does not answer.
 */
export async function deleteNamespace(
  client: RawApi,
  namespace: { readonly name: string; readonly uid?: string | undefined },
  { signal }: Pick<NamespaceOptions, 'signal'>,
): Promise<void> {
  try {
    await client.raw('DELETE', objectPath({ kind: 'Namespace', namespace: '', name: namespace.name }), {
      signal,
      body: { propagationPolicy: 'Background', preconditions: { uid: namespace.uid } },
    });
  } catch (error) {
    if (isNotFound(error)) return;
    // 409 is also the answer to deleting a namespace that is being deleted, and to a uid that is not the one of that name.
    if (isConflict(error)) return;
    throw error;
  }
}

/**
 * Waits (by default 120 s) until a namespace that was asked to go is gone.
 * @throws with what the namespace controller says is left in it.
 */
export async function untilNamespaceGone(
  client: KubernetesClient,
  { name, uid }: Namespace,
  { signal, timeoutMs = 120_000 }: NamespaceOptions,
): Promise<void> {
  await untilWatched(
    client,
    { kind: 'Namespace', namespace: '', name, signal, timeoutMs },
    (namespace) => namespace?.metadata.uid !== uid,
    (namespace) => `namespace ${name} is still there: ${whatIsLeft(namespace)}`,
  );
}

/** `status.conditions` of a terminating namespace name the remaining content, finalizers and failures. */
function whatIsLeft(namespace: RawObject | undefined): string {
  const status = namespace?.status as
    | { phase?: string; conditions?: { status: string; type: string; message?: string }[] }
    | undefined;
  const left = status?.conditions?.filter(({ status }) => status === 'True') ?? [];
  const phase = `phase ${status?.phase ?? 'unknown'}`;
  return [phase, ...left.map(({ type, message }) => `${type}: ${message ?? ''}`)].join('; ');
}
