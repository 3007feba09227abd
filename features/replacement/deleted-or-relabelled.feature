Feature: What a controller does about a pod that is deleted or relabelled
  A Deployment and a DaemonSet keep pods with app=rng, and one Service sends traffic to all of them.
  A controller looks at its selector and at ownerReferences, and at nothing else.

  Background:
    Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
    And traffic flows to service/rng at 20 requests per second

  Rule: A deleted pod is replaced by its own controller, and only by that

    Scenario: Deleting a pod of the Deployment
      When I delete 1 pod of deployment/rng
      Then the pod leaves service/rng within 3s
      And deployment/rng recreates exactly 1 pod within 5s
      And daemonset/rng recreates no pod for 8s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 15s
      And no request failed

    Scenario: Deleting a pod of the DaemonSet
      The DaemonSet waits until the old pod has stopped, so its node is without one in the meantime.

      When I delete 1 pod of daemonset/rng
      Then the pod leaves service/rng within 3s
      And daemonset/rng recreates exactly 1 pod within 10s
      And deployment/rng recreates no pod for 8s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 15s
      And no request failed

  Rule: A pod that loses its label is released, replaced and left running

    Scenario: Taking the selected label away from a pod of the Deployment
      When I remove the label app from 1 pod of deployment/rng
      Then the pod leaves service/rng within 3s
      And the pod loses its owner within 3s
      And deployment/rng recreates exactly 1 pod within 5s
      And daemonset/rng recreates no pod for 5s
      And the pod keeps running for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 10s
      And no request failed

  Rule: A label that no selector names changes nothing

    Scenario: Adding a label to a pod of the DaemonSet
      When I add the label colour=blue to 1 pod of daemonset/rng
      Then the pod carries the label colour=blue within 3s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And the pod stays owned by daemonset/rng for 5s
      And the pod stays in service/rng for 5s
      And no request failed
