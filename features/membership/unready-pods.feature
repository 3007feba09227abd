Feature: Pods that are not ready
  The Service sends traffic to ready pods, unless it was told to publish all.

  Rule: A pod that is not ready leaves the Service, and nobody replaces it

    Scenario: Pods that hang leave the Service, and come back
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I freeze 1 pod of deployment/rng and 1 pod of daemonset/rng
      Then service/rng lists the pods as not ready within 15s
      And service/rng comes to 2 members of deployment/rng and 1 of daemonset/rng within 40s
      And deployment/rng recreates no pod for 10s
      And daemonset/rng recreates no pod for 10s
      And the pods keep running for 10s
      When I let the pods go on
      Then the pods are ready within 10s
      And the pods join service/rng within 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s

  Rule: Only a liveness probe has a pod that hangs restarted, and it stays the same pod

    Scenario: A pod that hangs is restarted in place
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | liveness probe | yes |
        | grace period   | 2s  |
      When I freeze 1 pod of daemonset/rng
      Then the pod leaves service/rng within 30s
      And the pod is restarted in place within 30s
      And the pod keeps its address for 10s
      And the pod stays owned by daemonset/rng for 10s
      And daemonset/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: A Service that publishes not ready addresses keeps a pod that is not ready

    Scenario: A pod that serves nothing any more stays in the Service
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | publish not ready addresses | yes |
      When I change the image of 1 pod of deployment/rng to one that serves nothing
      Then the pod is restarted in place within 20s
      And service/rng lists the pod as ready but not serving within 20s
      And the pod stays in service/rng for 10s
      And deployment/rng recreates no pod for 10s

  Rule: A pod serves as soon as it is ready; minReadySeconds only delays what counts as available

    Scenario: A replacement is a member long before it counts as available
      A rollout goes on only when the new pod is available, so it stands still here with one pod more than wanted, which serves.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | minReadySeconds of deployment/rng | 60 |
      When I remove the label app from 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s
      When I add the label release=2 to the template of deployment/rng
      Then service/rng comes to 4 members of deployment/rng and 2 of daemonset/rng within 30s
      And deployment/rng comes to own exactly 1 pod labelled release=2 within 30s
      And deployment/rng loses no pod for 30s
