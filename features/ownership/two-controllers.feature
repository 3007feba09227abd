Feature: Why two controllers that say app=rng do not mix
  The Deployment, the DaemonSet and the pods of both say app=rng, and yet each controller counts its own pods. A pod says in its
  ownerReferences whose it is. A selector only tells which of its own a controller keeps, and which pods without an owner it would
  take: no hash in a label keeps the Deployment's pods from the DaemonSet.

  Rule: A controller counts the pods that it owns, whatever else they carry

    Scenario: A pod of the Deployment gets the label of the DaemonSet's pods
      The ReplicaSet selects on the hash of its template, too, which the Deployment adds. The DaemonSet selects on app alone, and
      would take pods of both. It takes none of the ReplicaSet's, because they have an owner.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      Then replicaset of deployment/rng selects on app and pod-template-hash
      And daemonset/rng selects on app
      And every pod of deployment/rng has no label controller-revision-hash
      And every pod of daemonset/rng has no label pod-template-hash
      And deployment/rng owns exactly 3 pods
      And daemonset/rng owns exactly 2 pods
      And service/rng has 3 members of deployment/rng and 2 of daemonset/rng
      When I add the label controller-revision-hash=other to 1 pod of deployment/rng
      Then the pod carries the label controller-revision-hash=other within 3s
      And the pod stays owned by deployment/rng for 5s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng loses no pod for 5s
      And the pod stays in service/rng for 5s
