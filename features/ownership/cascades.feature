Feature: What becomes of pods whose controller is deleted
  Deleting a controller deletes its pods, unless they are to be orphaned. An orphan is taken by whoever selects it.

  Rule: Orphaning the pods of a ReplicaSet is not harmless beside a DaemonSet that selects the same label

    Scenario: Deleting the ReplicaSet and orphaning its pods
      The DaemonSet nearly always adopts all three. On each worker it keeps the oldest pod, which is the Deployment's, deletes its
      own daemon and the rest, and then replaces the stranger: not one pod of before is left. Where the Deployment's next
      ReplicaSet is fast it gets some of the orphans back, and as many pods more survive.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | created first                       | deployment/rng |
        | spread over nodes of deployment/rng | evenly         |
      When I delete the ReplicaSet of deployment/rng and orphan its pods
      Then deployment/rng recreates between 1 and 3 pods within 15s
      And between 2 and 5 pods are deleted within 30s
      And daemonset/rng recreates between 1 and 2 pods within 40s
      And deployment/rng comes to own exactly 3 pods within 40s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 50s

    Scenario: Deleting the ReplicaSet with its pods
      The Deployment makes another of the same name at once.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete the ReplicaSet of deployment/rng
      Then deployment/rng recreates exactly 3 pods within 20s
      And exactly 3 pods are deleted within 20s
      And daemonset/rng recreates no pod for 10s
      And daemonset/rng loses no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: A controller that comes back finds its orphans

    Scenario: Deleting the DaemonSet, orphaning its pods and creating it again
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete daemonset/rng and orphan what it owns
      Then daemonset/rng is gone within 10s
      And exactly 2 pods come to run without an owner within 15s
      When I create daemonset/rng again
      Then daemonset/rng comes to own exactly 2 pods within 15s
      And daemonset/rng recreates no pod for 5s
      And daemonset/rng loses no pod for 5s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 5s

    Scenario: Deleting the Deployment, orphaning its ReplicaSet and creating it again
      The ReplicaSet keeps its pods meanwhile, so they never were orphans.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete deployment/rng and orphan what it owns
      Then deployment/rng is gone within 10s
      And exactly 0 pods come to run without an owner within 5s
      When I create deployment/rng again
      Then deployment/rng comes to own exactly 3 pods within 15s
      And deployment/rng recreates no pod for 5s
      And deployment/rng loses no pod for 5s
      And daemonset/rng recreates no pod for 5s

    Scenario: A ReplicaSet goes on repairing without its Deployment
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | extra labels of deployment/rng | tier=web |
      When I delete deployment/rng and orphan what it owns
      Then deployment/rng is gone within 10s
      When I delete 1 pod labelled tier=web
      Then the pod leaves service/rng within 10s
      And the pod is gone within 15s
      And exactly 1 pod is deleted within 15s
      When I create deployment/rng again
      Then deployment/rng comes to own exactly 3 pods within 15s
      And deployment/rng recreates no pod for 5s
      And daemonset/rng recreates no pod for 5s

  Rule: A controller of the same name is another controller

    Scenario: Deleting the DaemonSet and creating it again at once
      It ignores the pods of its predecessor, so for a while there are two on each node.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete daemonset/rng and create it again at once
      Then daemonset/rng makes exactly 2 new pods within 20s
      And daemonset/rng loses exactly 2 pods within 20s
      And deployment/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

  Rule: Deleting a controller deletes its pods, and nobody replaces them

    Scenario: Deleting the DaemonSet
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete daemonset/rng
      Then daemonset/rng is gone within 10s
      And exactly 2 pods are deleted within 20s
      And daemonset/rng recreates no pod for 10s
      And deployment/rng recreates no pod for 10s
      And service/rng comes to 3 members of deployment/rng and 0 of daemonset/rng within 10s

    Scenario: Deleting the Deployment in the foreground
      Its pods go first, and the Deployment only after them.

      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng
      When I delete deployment/rng in the foreground
      Then exactly 3 pods are deleted within 20s
      And deployment/rng is gone only after its pods within 30s
      And deployment/rng recreates no pod for 10s
      And daemonset/rng recreates no pod for 10s
      And service/rng comes to 0 members of deployment/rng and 2 of daemonset/rng within 10s
