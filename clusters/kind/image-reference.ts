/**
 * An image's reference in full, as containerd keeps it and kubelets look it up: `rng` is `docker.io/library/rng:latest`
 * (github.com/distribution/reference, ParseDockerRef).
 */
export function nodeReference(reference: string): string {
  const [name = '', ...digest] = reference.split('@');
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  const tagged = lastPart.includes(':') || digest.length > 0 ? reference : `${reference}:latest`;
  const [first = '', ...rest] = tagged.split('/');
  // Only a host name has a dot or a port; or is called localhost.
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) {
    return first === 'index.docker.io' ? `docker.io/${rest.join('/')}` : tagged;
  }
  return rest.length === 0 ? `docker.io/library/${tagged}` : `docker.io/${tagged}`;
}
