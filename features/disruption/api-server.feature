@own-cluster
Feature: What the API server is needed for
  Controllers and kube-proxy learn of changes from it. What they have done stays without it.

  Rule: An API server that was away changes nothing, and is obeyed as before when it is back

    Scenario: The API server is restarted
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And traffic flows to service/rng at 20 requests per second
      When I restart the API server
      Then the watches break off and go on within 60s
      And deployment/rng recreates no pod for 20s
      And daemonset/rng recreates no pod for 20s
      And service/rng never has fewer than 3 members of deployment/rng for 20s
      And service/rng never has fewer than 2 members of daemonset/rng for 20s
      And no request failed
      When I delete 1 pod of deployment/rng
      Then the pod leaves service/rng within 30s
      And deployment/rng recreates exactly 1 pod within 60s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 60s
