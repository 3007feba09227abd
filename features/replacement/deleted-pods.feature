Feature: What happens when a pod is deleted
  A Deployment and a DaemonSet keep pods with app=rng. To take a pod out of the load balancer by deleting it is brute force:
  its controller makes another.

  Rule: A deleted pod is replaced by its own controller, and only by that
    Where clients are there, pods go on serving for 8 s: so long a kube-proxy on a busy node may take to hear that they are no members.

    @core
    Scenario: Deleting a pod of the Deployment
      Its ReplicaSet does not count a terminating pod, so the replacement is there before the old pod has stopped.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |
      And traffic flows to service/rng at 20 requests per second
      When I delete 1 pod of deployment/rng
      Then service/rng lists the pod as terminating but serving within 10s
      And the pod leaves service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And deployment/rng replaces the pod before it has stopped within 10s
      And daemonset/rng recreates no pod for 8s
      And service/rng never has fewer than 2 members of deployment/rng for 8s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s
      And no request failed

    @core
    Scenario: Deleting a pod of the DaemonSet
      The DaemonSet waits until the old pod has stopped, so its node is without one in the meantime.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |
      And traffic flows to service/rng at 20 requests per second
      When I delete 1 pod of daemonset/rng
      Then the pod leaves service/rng within 10s
      And daemonset/rng recreates exactly 1 pod within 30s
      And daemonset/rng replaces the pod only after it has stopped within 30s
      And daemonset/rng recreates on the same node within 30s
      And deployment/rng recreates no pod for 8s
      And service/rng never has fewer than 1 member of daemonset/rng for 8s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s
      And no request failed

    Scenario: Deleting every pod at once
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete every pod of service/rng
      Then the pods leave service/rng within 10s
      And deployment/rng recreates exactly 3 pods within 20s
      And daemonset/rng recreates exactly 2 pods within 30s
      And daemonset/rng recreates on the same nodes within 30s
      And exactly 5 pods are deleted within 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: Force-deleting removes the object at once, and nobody waits for what cannot be seen

    Scenario: Force-deleting a pod of the Deployment
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I force-delete 1 pod of deployment/rng
      Then the pod is gone within 2s
      And deployment/rng recreates exactly 1 pod within 15s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s

    Scenario: Force-deleting a pod of the DaemonSet
      The old process may still run on the node while the replacement starts beside it.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I force-delete 1 pod of daemonset/rng on node worker2
      Then the pod is gone within 2s
      And daemonset/rng recreates exactly 1 pod within 15s
      And daemonset/rng recreates on the same node within 15s
      And deployment/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s

  Rule: A pod that has failed is replaced; only the DaemonSet clears it away

    Scenario: A failed pod of the Deployment stays where it is
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I let 1 pod of deployment/rng fail
      Then the pod ends in phase Failed within 15s
      And deployment/rng recreates exactly 1 pod within 30s
      And deployment/rng comes to own exactly 4 pods within 30s
      And deployment/rng loses no pod for 20s
      And daemonset/rng recreates no pod for 20s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 25s

    Scenario: A failed pod of the DaemonSet is deleted
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I let 1 pod of daemonset/rng fail
      Then the pod is deleted within 20s
      And daemonset/rng loses exactly 1 pod within 30s
      And daemonset/rng recreates exactly 1 pod within 25s
      And daemonset/rng recreates on the same node within 25s
      And deployment/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s

  Rule: A DaemonSet that may surge does not wait

    Scenario: Deleting a pod of a DaemonSet with maxSurge
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | maxSurge of daemonset/rng       | 1 |
        | maxUnavailable of daemonset/rng | 0 |
      When I delete 1 pod of daemonset/rng
      Then daemonset/rng recreates exactly 1 pod within 15s
      And daemonset/rng replaces the pod before it has stopped within 10s
      And daemonset/rng recreates on the same node within 20s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s
