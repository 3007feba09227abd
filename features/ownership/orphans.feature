Feature: Who takes a pod that nobody owns
  An orphan belongs to whoever selects it. The DaemonSet selects on app=rng alone, so every orphan with that label is its prey,
  also one that the Deployment made.

  Rule: A controller takes back at once what it selects

    Scenario: Taking the ownerReference off a pod of the DaemonSet
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I remove the owner of 1 pod of daemonset/rng
      Then daemonset/rng adopts the pod within 10s
      And daemonset/rng recreates no pod for 5s
      And daemonset/rng loses no pod for 5s
      And deployment/rng recreates no pod for 5s
      And the pod keeps running for 5s

  Rule: The DaemonSet keeps the oldest pod of a node, whoever made it

    Scenario: A pod of the Deployment that is older than the node's daemon
      The DaemonSet adopts it and deletes its own healthy daemon; then it replaces the stranger, which lacks the label of
      its revision.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | created first | deployment/rng |
      When I remove the label pod-template-hash from 1 pod of deployment/rng
      Then daemonset/rng adopts the pod within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And deployment/rng loses no pod for 10s
      And daemonset/rng loses exactly 2 pods within 20s
      And the pod is deleted within 10s
      And daemonset/rng recreates exactly 1 pod within 30s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s

    Scenario: A pod of the Deployment that is younger than the node's daemon
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | created first | daemonset/rng |
      When I remove the label pod-template-hash from 1 pod of deployment/rng
      Then daemonset/rng adopts the pod within 10s
      And the pod is deleted within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And daemonset/rng loses exactly 1 pod within 20s
      And daemonset/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

    Scenario: A pod that no controller made
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I create a pod labelled app=rng
      Then daemonset/rng adopts the pod within 10s
      And the pod is deleted within 10s
      And daemonset/rng loses exactly 1 pod within 15s
      And daemonset/rng recreates no pod for 5s
      And deployment/rng recreates no pod for 5s
      And deployment/rng loses no pod for 5s

    Scenario: A released pod of the DaemonSet gets its label back
      The replacement is the younger one on its node, so it goes.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I remove the label app from 1 pod of daemonset/rng
      Then daemonset/rng recreates exactly 1 pod within 15s
      When I add the label app=rng to the pod
      Then the pod joins service/rng within 10s
      And daemonset/rng adopts the pod within 10s
      And daemonset/rng loses exactly 1 pod within 20s
      And daemonset/rng recreates no pod for 5s
      And the pod keeps running for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 8s

  Rule: Where two controllers select an orphan, there is a race, and the surplus goes

    Scenario: A pod that no controller made, with all labels of the Deployment's
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I create a pod labelled like 1 pod of deployment/rng
      Then exactly 1 pod is deleted within 20s
      And deployment/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 8s

    Scenario: A released pod of the Deployment gets its label back
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I remove the label app from 1 pod of deployment/rng
      Then deployment/rng recreates exactly 1 pod within 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 10s
      When I add the label app=rng to the pod
      Then between 1 and 2 pods are deleted within 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: A Deployment takes a ReplicaSet that its selector matches for an old version of itself

    Scenario: A foreign ReplicaSet that is labelled app=rng
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I create these objects:
        """yaml
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: foreign
          labels: { app: rng }
        spec:
          replicas: 2
          selector: { matchLabels: { tier: foreign } }
          template:
            metadata:
              labels: { tier: foreign }
            spec:
              containers:
                - name: agnhost
                  image: registry.k8s.io/e2e-test-images/agnhost:2.63.0
                  args: [pause]
        """
      Then deployment/rng adopts replicaset/foreign within 10s
      And replicaset/foreign comes to 0 of 0 pods within 10s
      And daemonset/rng recreates no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 5s
