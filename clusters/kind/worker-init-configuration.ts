import { formatTaint, type Taint } from './taints.ts';

/** The part of kubeadm's JoinConfiguration (v1beta4) that says how a worker's kubelet runs. */
export interface JoinConfiguration {
  readonly apiVersion: string;
  readonly nodeRegistration: {
    readonly taints?: readonly Taint[];
    readonly kubeletExtraArgs?: readonly { readonly name: string; readonly value: string }[];
  };
  readonly patches?: unknown;
}

/**
 * What makes `kubeadm init phase kubelet-start` set up a worker's kubelet as `kubeadm join` would, without asking the API server.
 * That phase leaves taints to a later one, which is for control planes; the kubelet can bring them itself.
 */
export function workerInitConfiguration({ apiVersion, nodeRegistration, patches }: JoinConfiguration, ip: string) {
  const { taints = [], kubeletExtraArgs = [], ...registration } = nodeRegistration;
  const value = taints.map(formatTaint).join(',');
  return {
    ...{ apiVersion, kind: 'InitConfiguration', localAPIEndpoint: { advertiseAddress: ip } },
    nodeRegistration: {
      ...registration,
      taints: [],
      kubeletExtraArgs:
        value === '' ? kubeletExtraArgs : [...kubeletExtraArgs, { name: 'register-with-taints', value }],
    },
    ...(patches === undefined ? {} : { patches }),
  };
}
