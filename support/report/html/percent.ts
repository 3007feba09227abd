/** A share of 0 to 1 in per cent, small ones with a decimal. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}\u00A0%`;
}
