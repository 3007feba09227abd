Feature: What clients over UDP notice of a pod that leaves the Service
  A flow, one port of the client's talking to one of the Service's, goes where its first datagram went for as long as the kernel
  remembers it. Unlike TCP, no connection would be broken: kube-proxy has the kernel forget flows whose endpoint has gone or serves no more.

  Rule: A flow leaves a pod that the Service lists no more for another pod, where a TCP connection would stay

    Scenario: Taking one pod out of the Service while datagrams flow to it
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And traffic flows to service/rng at 30 requests per second over UDP
      When I remove the label app from 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And UDP flows stop reaching the pod within 10s
      And fresh connections stop reaching the pod within 10s
      And the pod keeps running for 5s
      And at most 1% of requests failed

  Rule: Where the last endpoint goes, a flow to a NodePort stays on its pod, though no new connection gets anywhere
    Kubernetes 1.37 forgets flows to the Service's own address then, too, but not those to a NodePort.

    Scenario: A Service that selects nobody any more
      The pods are annotated only so that "the pods" speaks of them afterwards.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      And traffic flows to service/rng at 20 requests per second over UDP
      When I annotate every pod of service/rng with watched=yes
      Then the pods carry the annotation watched=yes within 3s
      When I make service/rng select app=nobody
      Then service/rng comes to no member within 10s
      And UDP flows go on reaching the pods for 10s
      And the pods keep running for 10s
      And new connections failed for between 8s and 40s
