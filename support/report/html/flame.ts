/** Kindling's mark: a flame over two crossed sticks. */
export const FLAME = `<svg class="flame" viewBox="0 0 48 48" aria-hidden="true">
<path d="M24 4c2 7 11 11 11 21a11 11 0 0 1-22 0c0-5 3-8 5-11 0 4 1 5 3 6 0-6 0-11 3-16z" fill="#f26b21"/>
<path d="M24.500 19c1 4 5 5.500 5 10.500a5.500 5.500 0 0 1-11 0c0-2.500 1.500-4 2.500-5.500.5 1.500 1 2 1.700 2.300 0-3 .3-5.200 1.800-7.300z" fill="#ffd166"/>
<path d="M9 39l30 5M39 39L9 44" stroke="#8a5a33" stroke-width="4" stroke-linecap="round"/></svg>`;
