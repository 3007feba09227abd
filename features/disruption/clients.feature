Feature: What clients notice of a pod that leaves the Service
  The Service decides where a new connection goes. A connection that stands is not its business any more.

  Rule: A pod that left the Service gets no new connection, and keeps those that it has

    Scenario: Kept connections stay on a pod that left the Service
      The rule that kube-proxy wrote is gone; the kernel's record of the connection is not.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And every pod of service/rng is labelled active=yes
      And the pods carry the label active=yes within 3s
      And service/rng is made to select app=rng,active=yes
      And traffic flows to service/rng at 20 requests per second over kept-alive connections
      When I remove the label active from 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And fresh connections stop reaching the pod within 10s
      And kept-alive connections go on reaching the pod for 10s
      And no request over a kept connection failed
      And no request failed

  Rule: A pod that is out of the Service can be deleted without a new connection failing, even if it exits abruptly

    Scenario: Label out, wait, delete
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | none |
      And every pod of service/rng is labelled active=yes
      And service/rng is made to select app=rng,active=yes
      And traffic flows to service/rng at 30 requests per second
      When I remove the label active from 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And fresh connections stop reaching the pod within 10s
      When I delete the pod
      Then the pod is gone within 30s
      And deployment/rng recreates exactly 1 pod within 15s
      And no request failed

  Rule: Where a Service has no endpoint that serves, new connections fail until it has a member

    Scenario: Every pod loses its label while new ones are slow to become ready
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | readiness delay | 8s |
      And traffic flows to service/rng at 20 requests per second
      When I remove the label app from every pod of service/rng
      Then service/rng comes to no member within 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s
      And the pods keep running for 8s
      And new connections failed for between 1s and 40s
      And every failed request is explained

    Scenario: Every pod is deleted, and exits abruptly
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain           | none |
        | readiness delay | 6s   |
      And traffic flows to service/rng at 20 requests per second
      When I delete every pod of service/rng
      Then the pods leave service/rng within 10s
      And exactly 5 pods are deleted within 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 60s
      And new connections failed for between 1s and 60s
      And every failed request is explained

  Rule: As long as the pods of one controller serve, the other's can all go

    Scenario: Every pod of one controller is deleted, and drains
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |
      And traffic flows to service/rng at 20 requests per second
      When I delete every pod of deployment/rng
      Then the pods leave service/rng within 10s
      And deployment/rng recreates exactly 3 pods within 20s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 60s
      And no request failed
      And the p99 latency stays below 1s

  Rule: A pod that waits before it stops serves until there is another

    Scenario: Every pod is deleted, and sleeps before it stops
      As in the scenario of pods that exit abruptly, but for the preStop hook. As long as nobody is ready, kube-proxy sends to pods
      that terminate and still serve.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain           | none |
        | readiness delay | 3s   |
        | preStop sleep   | 15s  |
      And traffic flows to service/rng at 20 requests per second
      When I delete every pod of service/rng
      Then service/rng lists the pods as terminating but serving within 10s
      And exactly 5 pods are deleted within 15s
      And the pods are gone within 40s
      And no request failed

  Rule: Where a container stops before the Service is told, clients notice, though the pod is not deleted

    Scenario: One pod is restarted in place, and exits abruptly
      The kubelet says that the pod is not ready only when its container has stopped. Until kube-proxy has heard of it, one new
      connection of three goes there in vain.

      Given deployment/rng with 1 replica, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | none |
      And traffic flows to service/rng at 50 requests per second
      When I change the image of 1 pod of deployment/rng to one that serves nothing
      Then service/rng lists the pod as not ready within 20s
      And service/rng comes to 0 members of deployment/rng and 2 of daemonset/rng within 40s
      And at least 1 request failed
      And every failed request is explained
      And clients noticed no outage longer than 3s

  Rule: New connections do not notice a rollout of pods that drain
    They drain for 8 s, which is time enough for a kube-proxy that is slow to hear of it.

    Scenario Outline: Rolling out a new template of <workload>
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |
      And traffic flows to service/rng at 20 requests per second
      When I add the label release=2 to the template of <workload>
      Then <workload> makes exactly <pods> new pods within 60s
      And <workload> loses exactly <pods> pods within 60s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 70s
      And no request failed

      Examples:
        | workload       | pods |
        | deployment/rng | 3    |
        | daemonset/rng  | 2    |
