Feature: Objects of your own
  The standard setup is made for the lesson. What it shows holds for every Deployment and every Service.

  Rule: What you apply yourself is watched like everything else

    Scenario: Deleting a pod of a Deployment from a file
      Who deletes a pod does not ask its PodDisruptionBudget, which is for evictions.

      Given the objects in "own-manifest.yaml" are applied
      And these objects are applied:
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: web
        spec:
          minAvailable: 2
          selector: { matchLabels: { app: web } }
        """
      And deployment/web comes to be ready within 60s
      When I delete 1 pod of deployment/web
      Then the pod leaves service/web within 10s
      And deployment/web recreates exactly 1 pod within 15s
      And deployment/web comes to own exactly 2 pods within 30s
