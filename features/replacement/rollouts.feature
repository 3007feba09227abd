Feature: What a new pod template does
  Changing a template is the only way to change all pods of a controller for good, and it replaces every one of them.

  An old pod may go when a new one has been ready for minReadySeconds. By default that is 0, so a moment is enough. On a busy
  node about one pod of a thousand is not ready again 30 ms after it was for the first time, for half a second and with no probe
  that failed; a rollout that does not wait then has one ready pod less than its rule says.

  Background:
    Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
      | minReadySeconds | 2 |

  Rule: A Deployment of three pods makes new ones first, and never has fewer that are ready
    By default a quarter of its pods may be missing, which of three is none.

    Scenario: Adding a label to the template of the Deployment
      When I add the label release=2 to the template of deployment/rng
      Then deployment/rng makes exactly 3 new pods within 30s
      And deployment/rng loses exactly 3 pods within 30s
      And deployment/rng never has fewer than 3 ready pods for 30s
      And daemonset/rng recreates no pod for 15s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 40s

    Scenario: Restarting the Deployment leaves a released pod alone
      When I remove the label app from 1 pod of deployment/rng
      Then deployment/rng recreates exactly 1 pod within 15s
      When I restart deployment/rng
      Then deployment/rng makes exactly 3 new pods within 30s
      And deployment/rng loses exactly 3 pods within 30s
      And the pod keeps running for 15s
      And exactly 1 pod comes to run without an owner within 15s

  Rule: A DaemonSet deletes first, one node after the other

    Scenario: Adding a label to the template of the DaemonSet
      When I add the label release=2 to the template of daemonset/rng
      Then daemonset/rng makes exactly 2 new pods within 40s
      And daemonset/rng loses exactly 2 pods within 40s
      And service/rng falls to 1 member of daemonset/rng within 40s
      And daemonset/rng never has fewer than 1 ready pod for 40s
      And deployment/rng recreates no pod for 20s
      And service/rng comes to 3 members of deployment/rng and 2 of daemonset/rng within 50s
