/** The patterns that the style refers to. They belong into the `<defs>` of each picture that stands alone. */
export const PATTERNS = [
  '<pattern id="kp-p-daemonset" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
  '<rect width="7" height="7" class="kp-daemonset-ground"/><rect width="2.6" height="7" class="kp-daemonset-line"/></pattern>',
  '<pattern id="kp-p-none" width="6" height="6" patternUnits="userSpaceOnUse">',
  '<rect width="6" height="6" class="kp-none-ground"/><circle cx="3" cy="3" r="1.3" class="kp-none-dot"/></pattern>',
  '<pattern id="kp-p-other" width="5" height="5" patternUnits="userSpaceOnUse">',
  '<rect width="5" height="5" class="kp-other-ground"/><rect width="5" height="1.6" class="kp-other-line"/></pattern>',
  '<pattern id="kp-p-failed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">',
  '<rect width="5" height="5" class="kp-failed-ground"/><rect width="1.6" height="5" class="kp-failed-line"/></pattern>',
  '<pattern id="kp-p-blind" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
  '<rect width="9" height="9" class="kp-blind-ground"/><rect width="1.4" height="9" class="kp-blind-line"/></pattern>',
].join('');
