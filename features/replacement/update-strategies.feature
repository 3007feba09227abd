Feature: What the update strategy decides
  A new template asks for new pods. How they come is the strategy's business, and what the Service has meanwhile follows from it.

  Rule: A Deployment that recreates stops all its pods before it makes new ones

    Scenario: Rolling out a Deployment whose strategy is Recreate
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | update strategy of deployment/rng | Recreate |
      And every pod of deployment/rng is annotated watched=yes
      And the pods carry the annotation watched=yes within 3s
      When I add the label release=2 to the template of deployment/rng
      Then service/rng falls to 0 members of deployment/rng within 10s
      And deployment/rng loses exactly 3 pods within 30s
      And deployment/rng replaces the pods only after they have stopped within 30s
      And deployment/rng comes to own exactly 3 pods labelled release=2 within 30s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s
      And daemonset/rng loses no pod for 10s

  Rule: A DaemonSet that updates on deletion leaves it to people

    Scenario: A new template waits until somebody deletes a pod
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | update strategy of daemonset/rng | OnDelete |
      When I add the label release=2 to the template of daemonset/rng
      Then daemonset/rng loses no pod for 8s
      And daemonset/rng comes to own exactly 0 pods labelled release=2 within 8s
      When I delete 1 pod of daemonset/rng
      Then the pod is gone within 15s
      And daemonset/rng comes to own exactly 1 pod labelled release=2 within 20s
      And daemonset/rng comes to own exactly 2 pods within 30s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 30s
