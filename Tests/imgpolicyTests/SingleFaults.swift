extension SingleFault {
  private static let frontend = "frontend/Dockerfile"
  private static let backend = "backend/Dockerfile"
  private static let runner = "FROM node:20-alpine AS runner"

  static let inDockerfiles: [SingleFault] = [
    SingleFault(
      frontend, runner, "FROM node:latest AS runner", "latest-base-image", at: "node:latest",
      besides: ["unexpected-stage-base"]),
    SingleFault(
      frontend, "USER 1001:1001", "USER root", "root-user", at: "USER root", besides: ["drifted-user"]),
    SingleFault(frontend, "EXPOSE 3000", "EXPOSE 8080", "drifted-port", at: "EXPOSE 8080"),
    SingleFault(frontend, "PORT=3000", "PORT=8080", "drifted-env", at: "PORT=8080"),
    SingleFault(
      frontend, "CMD [\"node\", \"server.js\"]", "CMD node server.js", "shell-form-command", at: "CMD node server.js",
      besides: ["drifted-command"]),
    SingleFault(frontend, "EXPOSE 3000", "EXPSOE 3000", "syntax-error", at: "EXPSOE"),
    SingleFault(
      frontend, "--from=builder /app/public", "--from=bulider /app/public", "unknown-copy-source", at: "bulider"),
    SingleFault(
      frontend, "COPY --from=builder /app/.next/static ./.next/static\n", "", "drifted-history", at: runner),
    SingleFault(
      frontend, "NEXT_PUBLIC_API_URL=/api\n", "NEXT_PUBLIC_API_URL=/v2\n", "build-time-variable-at-run-time",
      at: "name: todo-config", of: web),
    SingleFault(
      frontend, "3000/api/health", "3000/health", "drifted-healthcheck", at: "3000/health"),
    SingleFault(
      backend, "COPY app ./app", "COPY . .", "source-tree-in-final-stage", at: "COPY . .", besides: ["drifted-history"]),
    SingleFault(backend, "\"8000\"", "\"9000\"", "drifted-command", at: "CMD [\"uvicorn"),
    SingleFault(backend, "USER 1001:1001\n", "", "missing-user", at: "FROM python:3.13-slim AS runner"),
    SingleFault(
      backend, "ENV PATH=", "ENV OPENAI_API_KEY=sk-4f9TqkW2\nENV PATH=", "secret-in-arg-or-env", at: "OPENAI_API_KEY",
      besides: ["drifted-env", "secret-in-image-and-secret"]),
    SingleFault(
      backend, "COPY --from=builder", "RUN apt-get update && apt-get install -y gcc\nCOPY --from=builder",
      "build-tools-in-final-stage", at: "gcc", besides: ["apt-lists-left-behind", "drifted-history"]),
    SingleFault(
      backend, "AS builder", "AS build", "missing-required-stage", at: "AS runner",
      besides: ["missing-stage-copy", "unknown-copy-source", "unreachable-stage"]),
  ]

  private static let frontendImage = TodoProject.frontendImage
  private static let backendImage = TodoProject.backendImage
  private static let webImage = "image: \"todo-frontend"
  private static let apiImage = "image: \"todo-backend"
  private static let uvicorn = "0755 0:0 app/.venv/bin/uvicorn"

  static let inImages: [SingleFault] = [
    SingleFault(
      frontendImage, "user: 1001:1001", "user: root", "drifted-user", at: "USER 1001:1001", of: frontend),
    SingleFault(
      frontendImage, "server.js 60kB", "server.js 60kB\n  0644 0:0 app/model.bin 500MB", "over-budget-release"),
    SingleFault(
      frontendImage, "healthcheck: [", "label: a=[", "missing-image-healthcheck", besides: ["drifted-healthcheck"]),
    SingleFault(frontendImage, "frontend:v1.0.0", "frontend:v1.0.1", "image-not-in-archive", at: webImage, of: web),
    SingleFault(frontendImage, "expose: 3000", "expose: 8080", "drifted-port", at: "EXPOSE 3000", of: frontend),
    SingleFault(
      frontendImage, "env: PORT=3000", "env: PORT=8080", "port-disagreement", at: "containerPort", of: web,
      besides: ["drifted-env"]),
    SingleFault(frontendImage, "#!/bin/sh", "#!/bin/bash", "program-missing-in-image", at: webImage, of: web),
    SingleFault(frontendImage, "server.js 60kB", "main.js 60kB", "program-missing-in-image", at: webImage, of: web),
    SingleFault(frontendImage, "0644 0:0 app/server.js", "0666 0:0 app/server.js", "world-writable-file"),
    SingleFault(
      frontendImage, "server.js 60kB", "server.js 60kB\n  0644 0:0 app/.git/HEAD \"ref: refs/heads/main\"",
      "version-control-directory"),
    SingleFault(
      backendImage, "app/app/main.py \"x\"",
      "app/app/main.py \"x\"\n  0600 0:0 app/.ssh/id_ed25519 \"-----BEGIN OPENSSH PRIVATE KEY-----\"", "secret-file"),
    SingleFault(
      backendImage, "env: LANG=C.UTF-8", "env: OPENAI_API_KEY=sk-4f9TqkW2", "secret-in-image-and-secret",
      at: "name: todo-secrets", of: api),
    SingleFault(
      backendImage, uvicorn, "\(uvicorn)2", "program-missing-in-image", at: apiImage, of: api,
      besides: ["missing-program"]),
    SingleFault(
      backendImage, uvicorn, "0644 0:0 app/.venv/bin/uvicorn", "program-unusable-for-user", at: "runAsUser", of: api,
      besides: ["missing-program"]),
    SingleFault(
      backendImage, "\"0.0.0.0\", \"--port\"", "\"127.0.0.1\", \"--port\"", "loopback-listener", at: apiImage, of: api,
      besides: ["drifted-command"]),
    SingleFault(
      backendImage, "workdir: /app", "workdir: /srv", "drifted-workdir", at: "WORKDIR /app\nRUN groupadd", of: backend),
    SingleFault(
      backendImage, "layer: COPY app ./app", "layer: COPY src ./app", "drifted-history", at: "COPY app", of: backend),
    SingleFault(
      backendImage, uvicorn, "0644 0:0 root/.cache/pip/http/a 30MB\n  \(uvicorn)", "package-cache-in-image"),
  ]

  private static let values = "chart/values.yaml"
  private static let installValues = "install-values.example.yaml"

  static let inValues: [SingleFault] = [
    SingleFault(
      values, "frontend:\n  enabled: true\n  replicaCount: 2", "frontend:\n  enabled: true\n  replicaCount: 0",
      "out-of-range-value", at: "replicaCount: 0"),
    SingleFault(
      values, "todo-backend\n    tag: v1.0.0", "todo-backend\n    tag: latest", "values-schema-violation", at: "latest",
      besides: ["image-not-in-archive", "mutable-image-tag"]),
    SingleFault(
      values, "todo-backend\n    tag: v1.0.0", "todo-backend\n    tag: 1.0", "yaml-float-as-string", at: "tag: 1.0",
      besides: ["image-not-in-archive", "values-schema-violation"]),
    SingleFault(values, "memory: 128Mi", "memory: 1Gi", "misordered-values", at: "memory: 1Gi"),
    SingleFault(
      values, "memory: 128Mi", "memory: 128m", "values-schema-violation", at: "memory: 128m",
      besides: ["memory-in-milli-units"]),
    SingleFault(
      values, "databaseUrl: \"\"", "databaseUrl: postgresql://todo:Wq7hR2pX@database/todo", "literal-secret-in-values",
      at: "databaseUrl"),
    SingleFault(
      values, "API_URL: /api", "API_URL: http://todo-backend-svc:8000", "values-schema-violation", at: "API_URL: http",
      besides: ["browser-given-cluster-address", "build-time-variable-at-run-time"]),
    SingleFault(
      values, "nodePort: 30080", "nodePort: 3080", "values-schema-violation", at: "nodePort: 3080",
      besides: ["node-port-clash"]),
    SingleFault(
      values, "PullPolicy: IfNotPresent", "PullPolicy: Always", "values-schema-violation", at: "PullPolicy: Always",
      besides: ["pulled-local-image"]),
    SingleFault(values, "port: 8000", "port: 80000", "values-schema-violation", at: "port: 80000"),
    SingleFault(
      values, "backend:\n  enabled: true\n", "backend:\n  enabled: true\n  replicas: 3\n", "values-schema-violation",
      at: "replicas: 3"),
    SingleFault(
      values, "frontend:\n  enabled: true\n", "frontend:\n  enabled: true\n  replicaCount: 3\n", "yaml-duplicate-key",
      at: "replicaCount: 2"),
    SingleFault(installValues, "sk-REPLACE_ME", "REPLACE_ME", "malformed-value", at: "openaiApiKey"),
    SingleFault(
      installValues, "  betterAuthSecret: REPLACE_ME\n", "", "missing-required-value", at: "betterAuthSecret",
      of: values),
  ]

  private static let web = "manifests/frontend-deployment.yaml"
  private static let api = "manifests/backend-deployment.yaml"
  private static let webService = "manifests/frontend-service.yaml"
  private static let config = "manifests/configmap.yaml"

  static let inManifests: [SingleFault] = [
    SingleFault(web, "frontend:v1.0.0", "frontend:v1.0.1", "image-not-in-archive", at: "frontend:v1.0.1"),
    SingleFault(
      web, "frontend:v1.0.0", "frontend:latest", "mutable-image-tag", at: "latest", besides: ["image-not-in-archive"]),
    SingleFault(web, "runAsUser: 1001", "runAsUser: 0", "run-as-uid-zero", at: "runAsUser"),
    SingleFault(
      web, "containerPort: 3000", "containerPort: 3001", "port-disagreement", at: "port: http",
      besides: ["container-port-not-exposed", "probe-path-unlike-healthcheck"]),
    SingleFault(web, "PullPolicy: IfNotPresent", "PullPolicy: Always", "pulled-local-image", at: "Always"),
    SingleFault(
      web, "            - name: tmp\n              mountPath: /tmp\n", "", "unwritable-runtime-path",
      at: "readOnlyRootFilesystem"),
    SingleFault(web, "mountPath: /app/.next/cache", "mountPath: /app", "image-hidden-by-mount", at: "mountPath: /app"),
    SingleFault(web, "allowPrivilegeEscalation: false", "privileged: true", "privileged-container", at: "privileged"),
    SingleFault(
      web, "      enableServiceLinks", "      nodeSelector: { kubernetes.io/arch: arm64 }\n      enableServiceLinks",
      "platform-mismatch", at: "arm64"),
    SingleFault(api, "todo-config\n", "todo-confg\n", "missing-config-reference", at: "todo-confg"),
    SingleFault(
      api, "path: /ready\n              port: http", "path: /ready\n              port: web", "unresolved-named-port",
      at: "port: web"),
    SingleFault(
      api, "PeriodSeconds: 30\n      s", "PeriodSeconds: 5\n      s", "grace-period-under-hook", at: "PeriodSeconds: 5"),
    SingleFault(api, "memory: 256Mi", "memory: 1Gi", "request-over-limit", at: "memory: 1Gi"),
    SingleFault(
      api, "          imagePullPolicy", "          command: [gunicorn, app.main:app]\n          imagePullPolicy",
      "program-missing-in-image", at: "gunicorn", besides: ["loopback-listener"]),
    SingleFault(
      api, "          imagePullPolicy",
      "          args: [uvicorn, app.main:app, --host, 127.0.0.1]\n          imagePullPolicy", "loopback-listener",
      at: "args"),
    SingleFault(api, "apps/v1", "apps/v1beta1", "removed-api-version", at: "apps/v1beta1"),
    SingleFault(
      api, "            limits:\n              cpu: 500m\n              memory: 512Mi\n", "", "memory-limit-missing",
      at: "- name: backend"),
    SingleFault(
      api, "matchLabels:\n      app: backend", "matchLabels:\n      app: api", "selector-template-mismatch",
      at: "app: api"),
    SingleFault(webService, "app: frontend\n  ports", "app: web\n  ports", "service-without-pods", at: "app: web"),
    SingleFault(webService, "targetPort: http", "targetPort: web", "unresolved-target-port", at: "targetPort"),
    SingleFault(webService, "targetPort: http", "targetPort: 8080", "unserved-service-port", at: "targetPort"),
    SingleFault(webService, "nodePort: 30080", "nodePort: 3080", "node-port-clash", at: "nodePort"),
    SingleFault(
      config, "\"/api\"", "\"http://todo-backend-svc:8000\"", "browser-given-cluster-address", at: "name: todo-config",
      of: web, besides: ["build-time-variable-at-run-time"]),
    SingleFault(
      config, "LOG_LEVEL: \"info\"", "DATABASE_URL: \"postgresql://todo:Wq7hR2pX@database/todo\"",
      "literal-secret-in-config-map", at: "DATABASE_URL"),
    SingleFault(
      "manifests/secret.yaml", "OPENAI_API_KEY: \"\"", "OPENAI_API_KEY: c2stNGY5VHFrVzJMbTh4UXo=",
      "literal-secret-manifest", at: "OPENAI_API_KEY"),
  ]
}
