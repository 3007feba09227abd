import { connect } from '../../kubernetes/client.ts';
import { FakeApiServer } from '../../kubernetes/testing/fake-api-server.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import { TimelineRecorder } from '../../timeline/recorder.ts';
import type { ActionContext } from '../action.ts';

const { signal } = new AbortController();

/** A reference to an object of the fake cluster; its uid is `uid-of-NAME`. Nodes have no namespace. */
export function ref(kind: string, name: string): ObjectRef {
  return { kind, namespace: kind === 'Node' ? '' : 'k-1', name, uid: `uid-of-${name}` };
}

/** An object of the fake cluster as its API server writes it. */
export function object(name: string, resourceVersion: string, more: object = {}) {
  return { metadata: { name, namespace: 'k-1', uid: `uid-of-${name}`, resourceVersion, ...more } };
}

/** What verbs need, against an API server that answers as it is told. */
export async function fakeCluster(answer: FakeApiServer['answer']) {
  const server = await FakeApiServer.start(answer);
  const client = await connect(server.kubeconfig, { signal });
  const timeline = new TimelineRecorder();
  const context: ActionContext = { client, timeline, signal, scenario: 's1' };
  return {
    server,
    timeline,
    context,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
