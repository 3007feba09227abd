/** How an owner is drawn: by colour and by pattern, because colour alone does not reach everyone. */
export interface OwnerLook {
  /** CSS class of the lane's filling. */
  readonly className: string;
  readonly label: string;
}

/** The look of an owner, `deployment/rng`; undefined for none. */
export function lookOf(owner: string | undefined): OwnerLook {
  if (owner === undefined) return { className: 'kp-none', label: 'no owner' };
  if (owner.startsWith('deployment/')) return { className: 'kp-deployment', label: owner };
  if (owner.startsWith('daemonset/')) return { className: 'kp-daemonset', label: owner };
  return { className: 'kp-other', label: owner };
}
