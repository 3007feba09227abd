Feature: What a controller does not look at
  A controller matches its selector and validates nothing else: neither labels that no selector names, nor annotations, nor the
  spec of a pod that runs. An annotation may decide which pod is deleted first; it has none replaced.

  Background:
    Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng

  Rule: A label that no selector names, or an annotation, has no pod replaced and none taken out of the Service
    But for the labels controller-revision-hash and pod-template-generation: a DaemonSet replaces a pod that has neither of its
    newest template.

    @core
    Scenario: Adding a label to every pod
      When I add the label colour=blue to every pod of service/rng
      Then the pods carry the label colour=blue within 3s
      And the EndpointSlices of service/rng are not written for 5s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And the pods keep running for 5s
      And the pods stay in service/rng for 5s

    Scenario: Annotating every pod
      When I annotate every pod of service/rng with note=hello
      Then the pods carry the annotation note=hello within 3s
      And the EndpointSlices of service/rng are not written for 5s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s
      And the pods keep running for 5s

  Rule: A DaemonSet selects on its selector alone; the revision hash is for its updates

    Scenario: Taking the revision hash off a pod of the DaemonSet
      When I remove the label controller-revision-hash from 1 pod of daemonset/rng
      Then the pod has no label controller-revision-hash within 3s
      And daemonset/rng recreates no pod for 5s
      And daemonset/rng loses no pod for 5s
      And the pod stays owned by daemonset/rng for 5s
      And the pod stays in service/rng for 5s
      And daemonset/rng comes to be ready within 5s

    Scenario: Equal templates have equal hashes, so a hash tells no owner
      Both controllers hash their template, and here the templates are the same. A label that a pod gets later is no part of it.

      When I add the label colour=blue to 1 pod of deployment/rng and 1 pod of daemonset/rng
      Then the pods carry the label colour=blue within 3s
      And the label pod-template-hash of every pod of deployment/rng equals the label controller-revision-hash of every pod of daemonset/rng

  Rule: A controller does not compare a running pod with its template

    Scenario: Changing the image of a running pod of the Deployment
      The kubelet starts the container again in place. The pod serves nothing now, and its controller is content.

      When I change the image of 1 pod of deployment/rng to one that serves nothing
      Then the pod is restarted in place within 20s
      And service/rng lists the pod as not ready within 20s
      And the pod keeps its address for 10s
      And the pod stays owned by deployment/rng for 10s
      And deployment/rng recreates no pod for 10s
      And daemonset/rng recreates no pod for 10s
      And service/rng comes to 2 members of deployment/rng and 2 of daemonset/rng within 40s

    Scenario: Changing the image of a running pod of the DaemonSet
      When I change the image of 1 pod of daemonset/rng to one that serves nothing
      Then the pod is restarted in place within 20s
      And service/rng lists the pod as not ready within 20s
      And the pod stays owned by daemonset/rng for 10s
      And daemonset/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 1 of daemonset/rng within 40s

  Rule: Selectors of controllers cannot be changed, so the way out is the Service's

    Scenario Outline: Another selector for <workload>
      When I try to make <workload> select app=web
      Then the API server refuses it: "field is immutable"

      Examples:
        | workload       |
        | deployment/rng |
        | daemonset/rng  |

    Scenario Outline: A template of <workload> that its selector does not match
      When I try to change the label app in the template of <workload> to web
      Then the API server refuses it: "does not match template"

      Examples:
        | workload       |
        | deployment/rng |
        | daemonset/rng  |
