Feature: A k6 script of your own as the client
  Kindling's traffic knocks at a fixed rate. A script does what your clients do, and judges by its own thresholds.

  Rule: A script measures through the same doors, and its thresholds count

    Scenario: A deleted pod that drains is not noticed by a script
      Given deployment/rng with 3 replicas, daemonset/rng and service/rng, all selecting app=rng, with:
        | drain | 8s |
      And traffic from script "own-script.ts"
      When I delete 1 pod of deployment/rng
      Then the pod leaves service/rng within 10s
      And deployment/rng recreates exactly 1 pod within 15s
      And the script's thresholds hold
      And every check of the script passes
      And no request failed
