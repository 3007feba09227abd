Feature: What happens when a pod loses the label that its controller selects on
  A controller matches labels with its selector. A pod that no longer matches is let go: the ownerReference is taken off it.

  Rule: A pod that loses its label is released, replaced and left running

    @core
    Scenario: Taking the label away from a pod of the Deployment
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And traffic flows to service/rng at 20 requests per second
      When I remove the label app from 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And the pod loses its owner within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And deployment/rng loses no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And the pod keeps running for 5s
      And service/rng never has fewer than 2 members of deployment/rng for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 10s
      And no request failed

    @core
    Scenario: Taking the label away from a pod of the DaemonSet
      The released pod does not occupy the node any more, so the DaemonSet starts another beside it at once.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I remove the label app from 1 pod of daemonset/rng
      Then the pod leaves service/rng within 10s
      And the pod loses its owner within 10s
      And daemonset/rng recreates exactly 1 pod within 15s
      And daemonset/rng recreates on the same node within 15s
      And daemonset/rng loses no pod for 5s
      And deployment/rng recreates no pod for 5s
      And the pod keeps running for 5s
      And service/rng never has fewer than 1 member of daemonset/rng for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 10s

    Scenario: Changing the label is as good as taking it away
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I change the label app of 1 pod of deployment/rng and 1 pod of daemonset/rng to debug
      Then the pods carry the label app=debug within 3s
      And the pods lose their owner within 10s
      And the pods leave service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And daemonset/rng recreates exactly 1 pod within 15s
      And the pods keep running for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 10s

    Scenario: Taking the label away from every pod while new ones are slow to become ready
      The Service has no member until the first replacement is ready.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | readiness delay | 5s |
      When I remove the label app from every pod of service/rng
      Then service/rng comes to no member within 10s
      And deployment/rng recreates exactly 3 pods within 15s
      And daemonset/rng recreates exactly 2 pods within 15s
      And exactly 5 pods come to run without an owner within 15s
      And the pods keep running for 8s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: A released pod belongs to nobody, so nobody deletes it either

    Scenario: Released pods outlive both controllers
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I remove the label app from every pod of service/rng
      Then exactly 5 pods come to run without an owner within 15s
      When I delete deployment/rng
      And I delete daemonset/rng
      Then deployment/rng is gone within 10s
      And daemonset/rng is gone within 10s
      And the pods keep running for 5s
      And exactly 5 pods come to run without an owner within 5s

    Scenario: Nobody replaces a released pod that dies
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I change the label app of 1 pod of deployment/rng to debug
      Then the pod loses its owner within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      When I delete 1 pod labelled app=debug
      Then the pod is gone within 15s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And exactly 0 pods come to run without an owner within 15s

  Rule: A replacement needs the namespace's leave

    Scenario: A quota forbids the replacement until it is lifted
      The released pod still counts in the quota.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And a quota of 5 pods
      When I remove the label app from 1 pod of deployment/rng
      Then the pod loses its owner within 10s
      And deployment/rng comes to 2 of 3 pods within 5s
      And deployment/rng recreates no pod for 5s
      When I lift the quota
      Then deployment/rng recreates exactly 1 pod within 30s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s
