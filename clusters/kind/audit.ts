/** Where a control plane keeps the policy of its audit log; kubeadm mounts the folder into the API server. */
export const AUDIT_POLICY = '/etc/kubernetes/audit/policy.yaml';
const POLICY_FOLDER = '/etc/kubernetes/audit';
const LOG_FOLDER = '/var/log/kubernetes/audit';
/** Where a control plane writes its audit log, an event a line. */
export const AUDIT_LOG = `${LOG_FOLDER}/audit.log`;

/** The API server's flags for an audit log in a file (kube-apiserver: --audit-policy-file, --audit-log-path). */
export const AUDIT_FLAGS: Readonly<Record<string, string>> = {
  'audit-policy-file': AUDIT_POLICY,
  'audit-log-path': AUDIT_LOG,
};

/** What kubeadm must mount into the API server for them. */
export const AUDIT_VOLUMES = [
  { name: 'audit-policy', hostPath: POLICY_FOLDER, mountPath: POLICY_FOLDER, readOnly: true, pathType: 'Directory' },
  { name: 'audit-log', hostPath: LOG_FOLDER, mountPath: LOG_FOLDER, pathType: 'DirectoryOrCreate' },
];
