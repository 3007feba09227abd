@nodes
Feature: What becomes of pods whose node is taken out of service
  A Deployment's pods go elsewhere; a DaemonSet's belong to their node.

  Rule: A cordoned node keeps its pods, and takes new ones from DaemonSets alone

    Scenario: Cordoning a node, then deleting its daemon
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I cordon the node of 1 pod of daemonset/rng
      Then the node is unschedulable within 3s
      And deployment/rng loses no pod for 5s
      And daemonset/rng loses no pod for 5s
      And daemonset/rng recreates no pod for 5s
      When I delete 1 pod of daemonset/rng
      Then daemonset/rng recreates exactly 1 pod within 30s
      And daemonset/rng recreates on the same node within 30s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

    Scenario: Cordoning a node, deleting what the Deployment has there, then uncordoning it
      Nothing comes back by itself: the node takes new pods again, and nobody wants any.

      Given deployment/rng with 2 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | spread over nodes of deployment/rng | evenly |
        | drain                               | 8s     |
      And traffic flows to service/rng at 20 requests per second
      When I cordon the node of 1 pod of deployment/rng
      Then the node is unschedulable within 3s
      When I delete 1 pod of deployment/rng on the node
      Then the pod leaves service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 30s
      And deployment/rng recreates on other nodes what ran on the node within 30s
      And daemonset/rng loses no pod for 5s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 40s
      When I uncordon the node
      Then the node is schedulable within 3s
      And deployment/rng loses no pod for 3s
      And deployment/rng recreates no pod for 3s
      And no request failed

  Rule: Draining a node evicts what can run elsewhere and leaves the daemons

    Scenario: Draining the node of a pod of the Deployment
      A drain cordons and evicts within milliseconds. A scheduler that has not heard of the one yet may send the replacement back to
      the node, where the drain does not look again; so the node is cordoned well before.

      Given deployment/rng with 2 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | spread over nodes of deployment/rng | evenly |
        | drain                               | 8s     |
      And traffic flows to service/rng at 20 requests per second
      When I cordon the node of 1 pod of deployment/rng
      Then the node is unschedulable within 3s
      When I drain the node
      Then deployment/rng loses exactly 1 pod within 20s
      And deployment/rng recreates exactly 1 pod within 20s
      And deployment/rng recreates on other nodes what ran on the node within 30s
      And daemonset/rng loses no pod for 10s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 40s
      And no request failed

  Rule: A taint with NoExecute drives out everything that does not tolerate it, daemons too

    Scenario: Tainting a node, and taking the taint off
      A daemon that is made before the kubelet has heard that the taint is off is refused and made again, so it may take up to three.
      The node is cordoned well before: a scheduler that has not heard of the taint yet may send the replacement back to it.

      Given deployment/rng with 2 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | spread over nodes of deployment/rng | evenly |
      When I cordon the node of 1 pod of deployment/rng
      Then the node is unschedulable within 3s
      When I taint the node with maintenance=now:NoExecute
      Then the node is tainted maintenance=now:NoExecute within 3s
      And daemonset/rng loses exactly 1 pod within 20s
      And deployment/rng loses exactly 1 pod within 20s
      And deployment/rng recreates on other nodes what ran on the node within 30s
      And daemonset/rng recreates no pod for 8s
      And service/rng comes to 2 members of deployment/rng and 1 of daemonset/rng within 40s
      When I take the taint maintenance=now:NoExecute off the node
      Then daemonset/rng comes to 2 of 2 pods within 30s
      And daemonset/rng recreates between 1 and 3 pods within 30s
      And deployment/rng loses no pod for 5s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 40s
