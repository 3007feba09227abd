/**
 * The Kubernetes project's own test image (test/images/agnhost), the workload of the scenarios: `netexec` answers
 * `/hostname` with its pod's name. Built images carry it under this name; published ones pull it.
 */
export const AGNHOST_IMAGE = 'registry.k8s.io/e2e-test-images/agnhost:2.63.0';
