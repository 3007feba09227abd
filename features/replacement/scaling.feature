Feature: What scaling does
  A Deployment keeps a number of pods, a DaemonSet one for each node that it may run on. Only the first can be told how many.

  Rule: Scaling a Deployment makes or deletes what is missing or too much, and the DaemonSet does not notice
    Pods go on serving for 8 s, so that a kube-proxy on a busy node has the time to hear that they are no members any more.

    Background:
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |

    Scenario: Scaling up
      When I scale deployment/rng to 6 replicas
      Then deployment/rng makes exactly 3 new pods within 20s
      And deployment/rng loses no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 6 members of deployment/rng and 2 of daemonset/rng within 40s

    Scenario: Scaling down
      Given traffic flows to service/rng at 20 requests per second
      When I scale deployment/rng to 1 replica
      Then deployment/rng loses exactly 2 pods within 15s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng loses no pod for 5s
      And service/rng comes to 1 member of deployment/rng and 2 of daemonset/rng within 30s
      And no request failed

    Scenario: Scaling to nothing leaves the Service to the DaemonSet
      Given traffic flows to service/rng at 20 requests per second
      When I scale deployment/rng to 0 replicas
      Then deployment/rng loses exactly 3 pods within 15s
      And service/rng comes to 0 members of deployment/rng and 2 of daemonset/rng within 10s
      And deployment/rng comes to 0 of 0 pods within 20s
      And daemonset/rng loses no pod for 5s
      And no request failed

    Scenario: The pod with the lowest deletion cost goes first
      When I annotate 1 pod of deployment/rng with controller.kubernetes.io/pod-deletion-cost=-100
      Then the pod carries the annotation controller.kubernetes.io/pod-deletion-cost=-100 within 3s
      When I scale deployment/rng to 2 replicas
      Then the pod is deleted within 10s
      And deployment/rng loses exactly 1 pod within 15s
      And deployment/rng recreates no pod for 5s

    Scenario: A pod that is not ready goes before one that costs less
      Given the oldest pod of deployment/rng is annotated controller.kubernetes.io/pod-deletion-cost=-100
      And the pod carries the annotation controller.kubernetes.io/pod-deletion-cost=-100 within 3s
      When I freeze the newest pod of deployment/rng
      Then service/rng lists the pod as not ready within 15s
      When I scale deployment/rng to 2 replicas
      Then the pod is deleted within 10s
      And deployment/rng loses exactly 1 pod within 15s

  Rule: A Deployment that wants nothing is ready, and makes pods as soon as it is told to

    Scenario: Scaling up from nothing
      Given deployment/rng with 0 replicas, daemonset/rng and service/rng, all selecting app=rng
      And service/rng has 0 members of deployment/rng and 2 of daemonset/rng
      When I scale deployment/rng to 3 replicas
      Then deployment/rng makes exactly 3 new pods within 20s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: A ReplicaSet belongs to its Deployment, which puts its size back

    Background:
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng

    Scenario: Scaling the ReplicaSet behind the Deployment's back
      When I scale the ReplicaSet of deployment/rng to 5 replicas
      Then deployment/rng makes exactly 2 new pods within 15s
      And deployment/rng loses exactly 2 pods within 15s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 8s
