/** Where kind's own entrypoint writes the same (images/base/files/usr/local/bin/entrypoint: configure_proxy). */
export const SYSTEMD_PROXY = '/etc/systemd/system.conf.d/proxy-default-environment.conf';

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * What has systemd hand the proxies of a node's environment on to its services, containerd among them: of itself it gives them no
 * variable of its own process (systemd-system.conf(5)). kind's images write it down when they start; with others, images would be
 * pulled past the proxy.
 */
export function systemdProxyFile(environment: Readonly<Record<string, string>>): string {
  const assignments = VARIABLES.flatMap((name) => {
    const value = environment[name];
    // Backslashes and quotes are escaped as in C, and % begins a specifier.
    return value === undefined ? [] : [`"${name}=${value.replaceAll(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`];
  });
  return `[Manager]\nDefaultEnvironment=${assignments.join(' ')}\n`;
}
