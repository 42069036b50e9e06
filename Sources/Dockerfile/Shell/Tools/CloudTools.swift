extension Tool {
  /// Container engines and the command lines of clouds.
  static let clouds: [Tool] = [
    Tool(
      "docker", as: ["podman", "nerdctl"], [.subcommands, .shortEquals],
      values: """
        --config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey -e --env --env-file -v --volume --mount
        --name -p --publish -u --user -w --workdir --network --entrypoint --platform --tag --file --build-arg
        --target --label -m --memory --cpus --add-host --cap-add --cap-drop --device --hostname -h --restart --secret
        --ssh --cache-from --cache-to -o --output --progress --password --username --filter --format  --security-opt
        --shm-size --ulimit --volumes-from --ip --link --tmpfs
        """,
      subcommandValues: [
        "build": "-t -f", "image/build": "-t -f", "buildx/build": "-t -f", "compose": "-f", "run": "-a --attach",
      ],
      groups: "image container volume network system buildx builder compose context registry manifest",
      starters: "run exec container/run container/exec"),
    Tool(
      "aws", [.subcommands, .valuesByDefault],
      flags: """
        --debug --no-verify-ssl --no-sign-request --no-paginate --no-cli-pager --recursive --quiet --dryrun --delete --exact-timestamps
        --only-show-errors --force --version --follow-symlinks --human-readable --summarize 
        """, groups: "s3 configure ecr ecr-public sts ssm secretsmanager codeartifact s3api lambda iam ec2 sso"),
    Tool(
      "gcloud", as: ["gsutil", "bq"], [.subcommands, .valuesByDefault],
      flags: "--quiet -q --verbose --help --version --global --all --async --force",
      groups: """
        auth config components container secrets storage artifacts compute iam run builds projects config/configurations
        container/clusters secrets/versions
        """),
    Tool(
      "az", [.subcommands, .valuesByDefault], values: "-u -p -t -n -g -s -o -l -f",
      flags: """
        --service-principal --identity --use-device-code --allow-no-subscriptions --yes --verbose --debug --only-show-errors
        --help 
        """,
      groups:
        "account acr aks keyvault storage group webapp vm network ad functionapp keyvault/secret storage/blob extension"
    ),
    Tool(
      "kubectl", [.subcommands, .shortEquals],
      values: "-n --namespace -f --filename --context --kubeconfig -o --output -l --selector --token -s --server"),
    Tool(
      "helm", [.subcommands, .shortEquals],
      values:
        "-n --namespace -f --values --set --version --repo --username --password --kube-context --set-string --set-file",
      groups: "repo registry plugin dependency"),
    Tool(
      "doctl", [.subcommands, .shortEquals], values: "-t --access-token -c --config --context -o --output",
      groups: "auth registry kubernetes"),
    Tool(
      "gh", [.subcommands, .shortEquals], values: "-R --repo -h --hostname -t -p --git-protocol -s --scopes",
      groups: "auth release repo  extension"),
    Tool("heroku", .subcommands, values: "-a --app -r --remote"),
    Tool("vault", [.subcommands, .singleDash], values: "", groups: "kv auth"),
    Tool("systemctl", .subcommands), Tool("service", .subcommands),
  ]
}
