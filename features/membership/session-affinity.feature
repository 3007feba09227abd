Feature: Session affinity
  A Service may send a client to the pod that it had before. It knows a client by its address alone, and each node's door sees all of
  our requests as one client's.

  Rule: A client stays with its pod until that leaves the Service, and does not come back to it

    Scenario: Pods join the Service, and those of clients leave it and come back
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | session affinity | ClientIP |
      And every pod of deployment/rng is labelled active=yes
      And service/rng is made to select app=rng,active=yes
      And service/rng comes to 3 members of deployment/rng and 0 of daemonset/rng within 15s
      And traffic flows to service/rng at 20 requests per second
      When I add the label active=yes to every pod of daemonset/rng
      Then the pods join service/rng within 10s
      And each door keeps to one pod for 5s
      When I remove the label active from every pod of deployment/rng
      Then the pods leave service/rng within 10s
      And fresh connections stop reaching the pods within 10s
      When I add the label active=yes to the pods
      Then the pods join service/rng within 10s
      And each door keeps to one pod for 8s
      And no request failed
