@nodes @own-cluster
Feature: What becomes of pods whose node is lost
  A node that falls silent is given up after a while: its pods leave the Service first, and much later they are replaced. These
  clusters are impatient: they give a node up after 16 s, not 50 s.

  Rule: The pods of a lost node leave the Service; a Deployment replaces them when they tolerate the loss no longer, a DaemonSet never

    Scenario: A worker is stopped, and comes back
      The pods of the Deployment tolerate the taint of a lost node for 5 s here, for 300 s by default. That they have stopped nobody
      can say, so they stay terminating until the node is back. Daemons tolerate it for ever. Whether the DaemonSet says that it wants
      one pod or two meanwhile is chance: a taint has it count its nodes anew only where a pod is to be made or deleted,
      or one runs where none should. New connections may still fail when all is well again: for two minutes a node remembers (conntrack)
      that a client's port led to a pod that is gone, and sends there what comes from the same port.

      Given deployment/rng with 2 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | spread over nodes of deployment/rng    | evenly |
        | lost node toleration of deployment/rng | 5s     |
      And traffic flows to service/rng at 20 requests per second
      When I stop the node of 1 pod of daemonset/rng
      Then the node is not ready within 45s
      And service/rng falls to 1 member of deployment/rng within 45s
      And deployment/rng loses exactly 1 pod within 60s
      And deployment/rng recreates on other nodes what ran on the node within 60s
      And deployment/rng comes to own exactly 3 pods within 60s
      And service/rng comes to 2 members of deployment/rng and 1 of daemonset/rng within 60s
      And daemonset/rng loses no pod for 60s
      And daemonset/rng recreates no pod for 60s
      And at least 1 request failed
      And every failed request is explained
      When I start the node
      Then the node is ready within 60s
      And daemonset/rng comes to be ready within 60s
      And deployment/rng comes to own exactly 2 pods within 60s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 90s
      And daemonset/rng recreates no pod for 10s
      And every failed request is explained

    Scenario: A worker stands still for a while
      Nothing on it ends, so everything goes on where it was.

      Given deployment/rng with 2 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | spread over nodes of deployment/rng | evenly |
      When I pause the node of 1 pod of deployment/rng
      Then the node is not ready within 45s
      And service/rng comes to 1 member of deployment/rng and 1 of daemonset/rng within 45s
      And deployment/rng loses no pod for 50s
      And deployment/rng recreates no pod for 50s
      When I let the node go on
      Then the node is ready within 30s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 60s
      And deployment/rng loses no pod for 5s
      And daemonset/rng loses no pod for 5s

  Rule: A DaemonSet follows the nodes, a Deployment does not care

    Scenario: A worker comes, and goes
      Nobody deletes the pods of a node that is gone until the garbage collector for pods comes round, after 40 s to 60 s.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I add a node
      Then daemonset/rng makes exactly 1 new pod within 90s
      And deployment/rng recreates no pod for 20s
      And deployment/rng loses no pod for 20s
      And service/rng comes to 3 members of deployment/rng and 3 of daemonset/rng within 90s
      When I remove the node of the newest pod of daemonset/rng
      Then the node is gone within 10s
      And daemonset/rng loses exactly 1 pod within 90s
      And daemonset/rng comes to 2 of 2 pods within 95s
      And daemonset/rng recreates no pod for 5s
      And deployment/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 95s
