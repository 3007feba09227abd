Feature: Taking one pod out of the load balancer
  Two controllers keep pods with app=rng, and one Service sends traffic to all of them. How is one pod taken out of it without
  tearing anything down? By a label that only the Service selects on.

  Background:
    Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng

  Rule: A label that only the Service selects on takes a pod out of traffic and disturbs nothing else

    @core
    Scenario: The right order: label every pod, then narrow the selector
      Nobody notices: the same pods are members, and the EndpointSlice is not even written.

      Given traffic flows to service/rng at 20 requests per second
      When I add the label active=yes to every pod of service/rng
      Then the pods carry the label active=yes within 3s
      And the EndpointSlices of service/rng are not written for 3s
      When I make service/rng select app=rng,active=yes
      Then service/rng selects on app=rng,active=yes within 3s
      And the EndpointSlices of service/rng are not written for 5s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And no request failed

    Scenario: One pod of each out of traffic, and back
      Given every pod of service/rng is labelled active=yes
      And service/rng is made to select app=rng,active=yes
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 3s
      And traffic flows to service/rng at 20 requests per second
      When I remove the label active from 1 pod of deployment/rng and 1 pod of daemonset/rng
      Then the pods leave service/rng within 10s
      And service/rng comes to 2 members of deployment/rng and 1 of daemonset/rng within 10s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And the pods keep running for 5s
      When I add the label active=yes to the pods
      Then the pods join service/rng within 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 15s
      And deployment/rng loses no pod for 3s
      And daemonset/rng loses no pod for 3s
      And no request failed

    Scenario: Another value does as well
      Given every pod of service/rng is labelled active=yes
      And service/rng is made to select app=rng,active=yes
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 3s
      When I change the label active of 1 pod of daemonset/rng to no
      Then the pod leaves service/rng within 10s
      And the pod stays owned by daemonset/rng for 5s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 1 of daemonset/rng within 5s

  Rule: In the wrong order the Service has no member until the pods are labelled

    Scenario: The wrong order: narrow the selector, then label the pods
      Connections that stand go on as if nothing had happened. A new one that is retried when the pods are back still succeeds, so
      clients measure up to two seconds less than the Service was without a member.

      Given traffic flows to service/rng at 20 requests per second over kept-alive connections
      When I make service/rng select app=rng,active=yes
      Then service/rng comes to no member within 10s
      And deployment/rng recreates no pod for 8s
      And daemonset/rng recreates no pod for 8s
      When I add the label active=yes to every pod of deployment/rng and every pod of daemonset/rng
      Then the pods join service/rng within 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 15s
      And deployment/rng recreates no pod for 3s
      And daemonset/rng recreates no pod for 3s
      And new connections failed for between 1s and 30s
      And every failed request is explained
      And no request over a kept connection failed

  Rule: What is not in the template is lost with the pod

    Scenario: Pods that are made later lack the label, and the Service shrinks in silence
      Given every pod of service/rng is labelled active=yes
      And service/rng is made to select app=rng,active=yes
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 3s
      When I delete 1 pod of deployment/rng and 1 pod of daemonset/rng
      Then the pods leave service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And daemonset/rng recreates exactly 1 pod within 30s
      And deployment/rng comes to be ready within 40s
      And daemonset/rng comes to be ready within 40s
      And service/rng comes to 2 members of deployment/rng and 1 of daemonset/rng within 40s

    Scenario: Pods whose template carries the label come back into the Service
      Given service/rng is made to select app=rng,colour=blue
      When I add the label colour=blue to the template of deployment/rng
      Then deployment/rng makes exactly 3 new pods within 30s
      And service/rng comes to 3 members of deployment/rng and 0 of daemonset/rng within 40s
      And daemonset/rng recreates no pod for 10s
