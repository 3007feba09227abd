/** What the probe runner offers to `udp-probe-script.ts`: see `probe-runner/udp-module.ts`. */
declare module 'k6/x/udp' {
  const udp: {
    exchange(
      door: string,
      payload: string,
      timeoutMs: number,
    ): Promise<import('./probe-runner/udp-flows.ts').FlowExchange>;
  };
  export default udp;
}
