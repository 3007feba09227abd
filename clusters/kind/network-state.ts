/**
 * A shell script that prints what a node's kernel knows of connections. A request that nobody answered is in conntrack's list for two
 * minutes, with the pod that the node sent it to (`nf_conntrack_tcp_timeout_syn_sent`, kernel: Documentation/networking/nf_conntrack-sysctl.rst);
 * the other node's list, and the pod's counters, tell how far it came. What a node lacks is passed over.
 */
export const NETWORK_STATE = `
show() { printf '\\n== %s\\n' "$*"; "$@" 2>&1 || true; }
show date --utc +%FT%T.%NZ
for protocol in tcp udp; do show conntrack --dump --proto "$protocol" --output extended,id; done
show conntrack --stats
show ip -statistics neighbour
show ip route
show cat /proc/net/softnet_stat
show iptables-save --counters --table nat
show nft --stateless list ruleset
seen=
for net in /proc/[0-9]*/ns/net; do
  pid=\${net#/proc/} pid=\${pid%%/*}
  inode=$(readlink "$net") || continue
  case " $seen " in *" $inode "*) continue ;; esac
  seen="$seen $inode"
  printf '\\n==== network namespace of process %s: %s\\n' "$pid" "$(tr '\\0' ' ' < "/proc/$pid/cmdline")"
  show nsenter --net="$net" ip -brief address
  show nsenter --net="$net" ss --tcp --all --numeric --options
  show nsenter --net="$net" nstat --ignore --noupdate
done`;
